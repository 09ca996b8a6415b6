# frozen_string_literal: true

# About readers: waits, and what a monitor reports.
module ReaderRequests
  def on_context(_)
    keep(:context, Jpkicard::Context.new)
    nil
  end

  def on_timeout(request)
    kept(:context).set_timeout(request.number, request.seconds)
  end

  def on_readers(_)
    kept(:context).readers.map { |name| Words.text(name) }
  end

  def on_presence(request)
    Jpkicard::PRESENCE.number(kept(:context).presence(request.text))
  end

  def on_connect(request)
    keep(:card, kept(:context).connect(request.text))
    nil
  end

  def on_wait(request)
    reader = request.text
    timeout = request.seconds
    flags = Jpkicard::WAIT_FLAGS.flags(request.number).to_h { |flag| [flag, true] }
    waited(timeout: timeout, reader: reader, **flags)
  end

  def on_wait_cancelled_before(request)
    button = Jpkicard::Cancellation.new
    button.cancel
    waited(timeout: request.seconds, cancellation: button)
  end

  def on_wait_cancelled_during(request)
    button = Jpkicard::Cancellation.new
    before = request.seconds
    thread = Thread.new { sleep(before) && button.cancel }
    waited(timeout: request.seconds, cancellation: button)
  ensure
    thread&.join
  end

  def on_monitor(request)
    reader = request.text
    flags = Jpkicard::MONITOR_FLAGS.flags(request.number).to_h { |flag| [flag, true] }
    keep(:monitor, kept(:context).monitor(reader: reader, **flags))
    nil
  end

  def on_next(request)
    event = kept(:monitor).next(timeout: request.seconds)
    [Jpkicard::EVENT_KIND.number(event.kind), Jpkicard::CARD_KIND.number(event.card_kind),
     Jpkicard::TOKEN_KIND.number(event.token_kind), Jpkicard::STATUS.number(event.reason),
     Words.text(event.reader)]
  end

  private

  def waited(**options)
    Words.text(keep(:card, kept(:context).wait(**options)).reader_name)
  end
end
