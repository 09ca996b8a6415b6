# frozen_string_literal: true

module Jpkicard
  # The readers of this computer. Any thread may use it, and cards do not depend on it.
  class Context < Handle
    freed_by :jpki_context_free

    class << self
      # @return [Context]
      # @raise [UsageError] `:not_built` if the library was built without PC/SC
      def new
        Native.make(self) { |slot, error| Native.jpki_context_new(slot, error) }
      end

      # @yieldparam context [Context] closed at the end of the block
      # @return [Context, Object] the context, or what the block returns
      def open(&block)
        lend(new, &block)
      end
    end

    # @return [Array<String>] the names of the readers that are there now, in UTF-8
    def readers
      slot = Native::Slot.new(:pointer)
      context = handle
      Native.check { |error| Native.jpki_context_readers(context, slot.memory, error) }
      Array.new(Native.jpki_readers_count(slot.value)) do |at|
        Native.text(Native.jpki_readers_name(slot.value, at))
      end
    ensure
      Native.jpki_readers_free(slot.value) if slot
    end

    # @param reader [String] its name
    # @return [Symbol] one of {PRESENCE}
    def presence(reader)
      presence = Native::Slot.new(:int32)
      context = handle
      name = Native.c_text(reader)
      Native.check do |error|
        Native.jpki_context_reader_status(context, name, presence.memory, error)
      end
      PRESENCE.symbol(presence.value)
    end

    # Waits until an Individual Number Card is on a reader.
    #
    # Any exception of another thread ends it at once: Thread#raise, Timeout, Interrupt. Where a
    # cancellation was given, that is cancelled then.
    # @param timeout [Numeric, nil] seconds; nil waits for ever
    # @param reader [String, nil] its name; nil for any
    # @param name_part [Boolean] the name is a part of the reader's
    # @param report_other_card [Boolean] a card of another kind ends the wait
    # @param for_service [Boolean] waits for the smart card service too
    # @param cancellation [Cancellation, nil]
    # @yieldparam card [Card] closed at the end of the block
    # @return [Card, Object] the card, or what the block returns
    # @raise [TimedOut, Cancelled, ReaderError, CardError]
    def wait(timeout: nil, reader: nil, name_part: false, report_other_card: false,
             for_service: false, cancellation: nil, &block)
      flags = sum(WAIT_FLAGS, name_part: name_part, report_other_card: report_other_card,
                              for_service: for_service)
      arguments = [handle, Native.c_text(reader.to_s), Waiting.milliseconds(timeout), flags]
      card = Waiting.run(cancellation) do |button|
        Native.make(Card) { |slot, error| Native.jpki_card_wait(*arguments, button, slot, error) }
      end
      Card.send(:lend, card, &block)
    end

    # The card that is in a reader now, of whatever kind it is.
    # @param reader [String] its name
    # @yieldparam card [Card] closed at the end of the block
    # @return [Card, Object] the card, or what the block returns
    def connect(reader, &block)
      context = handle
      name = Native.c_text(reader)
      card = Native.make(Card) do |slot, error|
        Native.jpki_card_connect(context, name, slot, error)
      end
      Card.send(:lend, card, &block)
    end

    # @param timeout [Symbol] one of {TIMEOUT}
    # @param seconds [Numeric, nil] nil is no limit
    # @return [nil]
    def set_timeout(timeout, seconds)
      arguments = [handle, TIMEOUT.number(timeout), Waiting.milliseconds(seconds)]
      Native.check { |error| Native.jpki_context_set_timeout(*arguments, error) }
    end

    # @param reader [String, nil] its name; nil for every reader
    # @param identify [Boolean] asks each card what it is
    # @yieldparam monitor [Monitor] closed at the end of the block
    # @return [Monitor, Object] the monitor, or what the block returns
    def monitor(reader: nil, identify: false, &block)
      arguments = [handle, Native.c_text(reader.to_s), sum(MONITOR_FLAGS, identify: identify)]
      monitor = Native.make(Monitor) do |slot, error|
        Native.jpki_monitor_new(*arguments, slot, error)
      end
      Monitor.send(:lend, monitor, &block)
    end

    # Ends the waits that are in progress, and the monitors' too.
    # @return [nil]
    def cancel
      context = handle
      Native.check { |error| Native.jpki_context_cancel(context, error) }
    end

    private

    def sum(enumeration, **flags)
      flags.select { |_, is_set| is_set }.sum { |name, _| enumeration.number(name) }
    end
  end

  # One thing that happened at the readers: `kind`, one of {EVENT_KIND}; `card_kind`, one of
  # {CARD_KIND}; `token_kind`, one of {TOKEN_KIND}; `reason`, one of {STATUS}; `pcsc_code`;
  # `reader`.
  Event = Struct.new(:kind, :card_kind, :token_kind, :reason, :pcsc_code, :reader) do
    # @api private
    def self.of(got)
      new(EVENT_KIND.symbol(got[:event]), CARD_KIND.symbol(got[:card_kind]),
          TOKEN_KIND.symbol(got[:token_kind]), STATUS.symbol(got[:reason]), got[:pcsc_code],
          got.text(:reader))
    end
  end

  # Reports what comes and goes at the readers; {#each} yields every event.
  class Monitor < Handle
    include Enumerable

    freed_by :jpki_monitor_free

    # The next event. An exception of another thread ends the wait at once.
    # @param timeout [Numeric, nil] seconds; nil waits for ever
    # @param cancellation [Cancellation, nil]
    # @return [Event]
    # @raise [TimedOut, Cancelled]
    def next(timeout: nil, cancellation: nil)
      monitor = handle
      milliseconds = Waiting.milliseconds(timeout)
      Waiting.run(cancellation) do |button|
        got = Native::EVENT.new
        Native.check do |error|
          Native.jpki_monitor_next(monitor, milliseconds, button, got.memory, error)
        end
        Event.of(got)
      end
    end

    # Every event, until the cancellation is cancelled.
    # @yieldparam event [Event]
    # @return [self, Enumerator]
    def each(cancellation: nil)
      return enum_for(:each, cancellation: cancellation) unless block_given?

      begin
        loop { yield self.next(cancellation: cancellation) }
      rescue Cancelled
        self
      end
    end
  end
end
