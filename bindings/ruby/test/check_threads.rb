# frozen_string_literal: true

# Threads: waits that end at once, other threads that run meanwhile, the log.

def long_wait(context, **options)
  # It waits without the smart card service too.
  context.wait(timeout: 20, for_service: true, **options)
end

check("a cancellation that came first ends the wait") do
  Jpkicard::Context.open do |context|
    button = Jpkicard::Cancellation.new
    button.cancel
    raised { long_wait(context, cancellation: button) }.is_a?(Jpkicard::Cancelled)
  end
end

check("another thread cancels a wait, and runs meanwhile") do
  Jpkicard::Context.open do |context|
    button = Jpkicard::Cancellation.new
    turns = 0
    thread = Thread.new do
      20.times { sleep(0.01) && (turns += 1) }
      button.cancel
    end
    error = nil
    took = seconds { error = raised { long_wait(context, cancellation: button) } }
    thread.join
    error.is_a?(Jpkicard::Cancelled) && turns == 20 && took < 2
  end
end

check("Timeout ends a wait at once") do
  Jpkicard::Context.open do |context|
    error = nil
    took = seconds { error = raised { Timeout.timeout(0.2) { long_wait(context) } } }
    error.is_a?(Timeout::Error) && took < 2
  end
end

check("Thread#raise and Thread#kill end a wait at once") do
  Jpkicard::Context.open do |context|
    %i[raise kill].all? do |how|
      thread = Thread.new { long_wait(context) }
      thread.report_on_exception = false
      sleep 0.1
      thread.public_send(how)
      seconds { raised { thread.join } } < 2
    end
  end
end

check("a signal ends a wait at once") do
  Jpkicard::Context.open do |context|
    thread = Thread.new { sleep(0.1) && Process.kill("INT", Process.pid) }
    error = raised { long_wait(context) }
    thread.join
    error.is_a?(Interrupt)
  end
end

check("a signal handler may cancel") do
  Jpkicard::Context.open do |context|
    button = Jpkicard::Cancellation.new
    before = trap("USR1") { button.cancel }
    thread = Thread.new { sleep(0.1) && Process.kill("USR1", Process.pid) }
    error = raised { long_wait(context, cancellation: button) }
    thread.join
    trap("USR1", before)
    error.is_a?(Jpkicard::Cancelled)
  end
end

check("threads share a card") do
  Jpkicard::Card.open_virtual do |card|
    threads = Array.new(4) { Thread.new { 5.times.map { card.token.kind }.uniq } }
    threads.map(&:value) == [[:my_number_card]] * 4
  end
end

check("the log's lines come to the block, and its exceptions stay there") do
  lines = []
  Jpkicard::Log.to(:trace) do |level, line|
    lines << [level, line]
    # The block's own calls are not the log's.
    Jpkicard::Card.open_virtual(&:token) if lines.size == 1
  end
  Jpkicard::Card.open_virtual { |card| raised { card.authenticate(+"9182", CHALLENGE) } }
  Jpkicard::Log.off
  count = lines.size
  Jpkicard::Card.open_virtual(&:token)
  count > 5 && lines.size == count && lines.all? { |_, line| !line.include?("9182") }
end

check("a getter's bytes are copied before a close in another thread") do
  Jpkicard::Card.open_virtual do |card|
    der = card.certificate.der
    200.times.all? do
      certificate = Jpkicard::Certificate.load(der)
      others = 0
      readers = Array.new(6) do
        Thread.new { raised { loop { others += 1 if certificate.der != der } } }
      end
      sleep 0.0005
      certificate.close
      readers.all? { |reader| reader.value.is_a?(Jpkicard::ClosedError) } && others.zero?
    end
  end
end
