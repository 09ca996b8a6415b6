# frozen_string_literal: true

# About the library itself: versions, texts, the log; and to forget everything.
module LibraryRequests
  def on_version(_)
    [Jpkicard.library_version, Jpkicard::Native.jpki_features]
  end

  def on_status_text(request)
    status = request.number
    [Jpkicard.status_name(status),
     Words.text(Jpkicard.status_text(status, request.constant(:english)))]
  end

  def on_reason(request)
    reason = request.number
    [Jpkicard.reason_name(reason), Words.text(Jpkicard.reason_text(reason))]
  end

  def on_log(request)
    @lines = []
    Jpkicard::Log.to(request.constant(:off)) { |_, line| @lines << line }
  end

  def on_log_lines(_)
    Jpkicard::Log.drain
    [@lines.size, Words.text(@lines.first)]
  end

  def on_forget(_)
    @kept.keys.each { |name| drop(name) }
    GC.start
    nil
  end
end
