# frozen_string_literal: true

module Jpkicard
  # Ends the waits that it is given to, now and later: for a Cancel button. Any thread may cancel,
  # and so may a signal handler. It cannot be used again: make one for each operation that a person
  # may cancel.
  class Cancellation < Handle
    freed_by :jpki_cancellation_free

    # @return [Cancellation]
    def self.new
      Native.make(self) { |slot, error| Native.jpki_cancellation_new(slot, error) }
    end

    # @return [nil]
    def cancel
      Native.jpki_cancellation_cancel(handle, nil)
      nil
    end
  end

  # Waits that any exception of another thread ends: Thread#raise, Timeout, Interrupt.
  # @api private
  module Waiting
    class << self
      # Runs the block in a thread of its own, which sleeps in the library, and lets this one be
      # interrupted: Ruby cannot interrupt a thread in a C function. What interrupts this thread
      # cancels the wait, and a card that came meanwhile is closed.
      # @param cancellation [Cancellation, nil]
      def run(cancellation)
        own = cancellation || Cancellation.new
        Thread.handle_interrupt(Object => :never) do
          result_of(start { yield own.handle }, own)
        end
      ensure
        own&.close unless cancellation
      end

      # @param seconds [Numeric, nil] nil is for ever
      # @return [Integer] what C takes
      def milliseconds(seconds)
        return Native::WAIT_FOREVER if seconds.nil?

        # What is left until a time that is over must not become -1: the library refuses this.
        seconds.negative? ? -2 : (seconds * 1000).round
      end

      private

      def start
        Thread.new do
          # It is raised in the thread that waits.
          Thread.current.report_on_exception = false
          yield
        end
      end

      def result_of(thread, own)
        is_over = false
        Thread.handle_interrupt(Object => :immediate) { thread.join }
        is_over = true
        thread.value
      ensure
        abandon(thread, own) unless is_over
      end

      def abandon(thread, own)
        own.cancel
        result = thread.value
        result.close if result.is_a?(Handle)
      rescue Error
        nil
      end
    end
  end
end
