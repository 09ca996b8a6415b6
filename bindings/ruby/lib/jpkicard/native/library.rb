# frozen_string_literal: true

require "fiddle"
require_relative "memory"

module Jpkicard
  # @api private
  module Native
    # The names of the library where the system's loader looks for it.
    NAMES = case RUBY_PLATFORM
            when /mswin|mingw/ then ["jpkicard.dll"]
            when /darwin/ then ["libjpkicard.0.dylib", "libjpkicard.dylib"]
            else ["libjpkicard.so.0", "libjpkicard.so"]
            end.freeze

    @functions = {}

    class << self
      # The C library: in `JPKICARD_LIBRARY_FOLDER` if that is set, otherwise where the system
      # looks.
      # @return [Fiddle::Handle]
      def library
        @library ||= open_library(ENV.fetch("JPKICARD_LIBRARY_FOLDER", nil))
      end

      # Declares a function, which is looked up when it is first called. Fiddle lets other threads
      # run during each call.
      def function(name, result, **parameters)
        types = parameters.values.map { |kind| TYPES.fetch(kind) }
        define_singleton_method(name) do |*arguments|
          called = @functions[name] ||=
            Fiddle::Function.new(library[name.to_s], types, TYPES.fetch(result))
          called.call(*arguments)
        end
      end

      # @return [String, nil] the text at an address
      def text(pointer)
        pointer.null? ? nil : utf8(pointer.to_s)
      end

      # @return [String] the same bytes
      def utf8(bytes)
        bytes.force_encoding(Encoding::UTF_8)
      end

      # A text for C.
      # @return [String] in UTF-8, with a NUL behind it
      def c_text(text)
        text = text.encode(Encoding::UTF_8)
        raise ::ArgumentError, "a NUL in a text" if text.include?("\0")

        "#{text}\0"
      end

      # Calls a getter that stores a length, with that as its last argument.
      # @return [String, nil] a copy of what it lends
      def lent(name, *arguments)
        length = Slot.new(:size)
        pointer = public_send(name, *arguments, length.memory)
        pointer.null? ? nil : pointer[0, length.value]
      end

      # Calls a fallible function: the block gets the memory of the error structure.
      # @raise [Error]
      def check
        outcome = ERROR.new
        status = yield outcome.memory
        Log.drain if Log.on?
        raise Error.of(outcome) unless status.zero?
      end

      # Calls a function that makes a handle: the block gets its slot and the error structure.
      # An exception of another thread waits until the handle has its owner.
      # @return [Object] what `owner` makes of the handle's address
      def make(owner, *rest)
        Thread.handle_interrupt(Object => :never) do
          slot = Slot.new(:pointer)
          check { |error| yield slot.memory, error }
          owner.send(:adopt, slot.value, *rest)
        end
      end

      private

      def open_library(folder)
        faults = NAMES.map do |name|
          return Fiddle.dlopen(folder ? File.join(folder, name) : name)
        rescue Fiddle::DLError => fault
          fault.message
        end
        raise LoadError, "the library jpkicard was not found: #{faults.join('; ')}"
      end
    end
  end
end
