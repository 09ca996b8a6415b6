# frozen_string_literal: true

module Jpkicard
  # An object of the C library. Close it when it is done, or give the method that makes it a block,
  # which closes it at the end. The garbage collector closes what was forgotten, at a time of its
  # own.
  class Handle
    class << self
      # The C function that frees it.
      # @api private
      attr_reader :free_function

      private

      def freed_by(name)
        @free_function = name
      end

      def adopt(handle, *rest)
        object = allocate
        object.send(:own, handle, *rest)
        object
      end

      # Yields the object, if there is a block, and closes it then.
      def lend(object)
        return object unless block_given?

        begin
          yield object
        ensure
          object.close
        end
      end

      # Not a block of the object, which would never be collected. What C calls when it frees the
      # object is kept until then.
      def release(free_function, handle, _kept)
        proc { Native.public_send(free_function, handle) }
      end
    end
    private_class_method :new

    # Frees it, and wipes what it has of personal data. A second call does nothing.
    # @return [nil]
    def close
      handle, @handle = @handle, nil
      return if handle.nil?

      @freed_later = handle
      ObjectSpace.undefine_finalizer(self)
      free_unless_borrowed
      nil
    end

    # @return [Boolean]
    def closed?
      @handle.nil?
    end

    # Says nothing of what it holds.
    # @return [String]
    def inspect
      "#<#{self.class}#{' (closed)' if closed?}>"
    end

    # The number that stands for the object in C.
    # @api private
    # @return [Integer]
    # @raise [ClosedError]
    def handle
      @handle || raise(ClosedError, :handle)
    end

    # A copy would free the same object twice.
    def initialize_copy(*)
      raise TypeError, "a #{self.class} cannot be copied"
    end

    # It means nothing in another process.
    def marshal_dump
      raise TypeError, "a #{self.class} cannot be stored"
    end

    private

    # Runs a getter and copies what it lends, which is the library's until then: a close in another
    # thread, or in a signal's handler, where nothing can wait, takes effect afterwards. Ruby changes
    # threads at none of the steps that count here.
    def borrow
      @borrowers += 1
      begin
        yield handle
      ensure
        @borrowers -= 1
        free_unless_borrowed
      end
    end

    def free_unless_borrowed
      return unless @freed_later && @borrowers.zero?

      handle = @freed_later
      @freed_later = nil
      Native.public_send(self.class.free_function, handle)
    end

    def own(handle, kept = nil)
      @handle = handle
      @borrowers = 0
      @kept = kept
      free_function = self.class.free_function
      ObjectSpace.define_finalizer(self, Handle.send(:release, free_function, handle, kept))
    end
  end
end
