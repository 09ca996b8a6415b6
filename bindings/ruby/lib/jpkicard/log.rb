# frozen_string_literal: true

module Jpkicard
  # The library's log. Its lines are kept in the library, which may cause them in threads that Ruby
  # does not know, and are given to the block after each call. No PIN, name or serial number is in
  # them, at any level.
  module Log
    @lock = Mutex.new
    @receiver = nil

    class << self
      # Sends the log's lines to the block.
      #
      #     Jpkicard::Log.to(:info) { |level, line| logger.info("#{level}: #{line}") }
      #
      # @param level [Symbol] one of {LOG_LEVEL}; `:off` ends it
      # @yieldparam level [Symbol]
      # @yieldparam line [String]
      # @return [nil]
      def to(level, &receiver)
        number = LOG_LEVEL.number(level)
        Native.check { |error| Native.jpki_log_keep(number, error) }
        @receiver = LOG_LEVEL.symbol(number) == :off ? nil : receiver
        nil
      end

      # @return [nil]
      def off
        to(:off)
      end

      # @return [Boolean]
      def on?
        !@receiver.nil?
      end

      # Gives the lines that are there to the block: for a program that makes no calls of its own
      # for a while. What the block raises is left out.
      # @return [nil]
      def drain
        # Not in the receiver's own calls, nor in two threads at once: lines come in their order.
        return unless @lock.try_lock

        begin
          while (record = take)
            @receiver&.call(LOG_LEVEL.symbol(record[:level]), record.text(:message))
          end
        rescue StandardError => error
          warn "jpkicard: the receiver of the log raised #{error.class}"
        ensure
          @lock.unlock
        end
        nil
      end

      private

      def take
        record = Native::LOG_RECORD.new
        status = Native.jpki_log_next(record.memory, nil)
        record if status.zero? && LOG_LEVEL.symbol(record[:level]) != :off
      end
    end
  end
end
