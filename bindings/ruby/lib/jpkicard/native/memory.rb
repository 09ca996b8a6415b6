# frozen_string_literal: true

require "fiddle"

module Jpkicard
  # @api private
  module Native
    # What Fiddle calls the types of `native.rb`.
    TYPES = {
      void: Fiddle::TYPE_VOID, int32: Fiddle::TYPE_INT, uint32: -Fiddle::TYPE_INT,
      int64: Fiddle::TYPE_LONG_LONG, size: Fiddle::TYPE_SIZE_T, pointer: Fiddle::TYPE_VOIDP
    }.freeze

    # How a number is packed, its size and its alignment.
    SHAPES = {
      char: ["C", 1, 1], uint8: ["C", 1, 1], int32: ["l", 4, Fiddle::ALIGN_INT],
      uint32: ["L", 4, Fiddle::ALIGN_INT], int64: ["q", 8, Fiddle::ALIGN_LONG_LONG],
      size: ["J", Fiddle::SIZEOF_SIZE_T, Fiddle::ALIGN_SIZE_T],
      pointer: ["J", Fiddle::SIZEOF_VOIDP, Fiddle::ALIGN_VOIDP]
    }.freeze

    # Memory that a function writes one number to.
    # @api private
    class Slot
      # What Fiddle passes.
      # @return [String]
      attr_reader :memory

      # @param kind [Symbol] of {SHAPES}
      # @param value [Integer] what is there until the function writes
      def initialize(kind, value = 0)
        @format = SHAPES.fetch(kind).first
        @memory = [value].pack(@format)
      end

      # @return [Integer]
      def value
        @memory.unpack1(@format)
      end
    end

    # A structure as C lays it out. {#new} makes the memory of one.
    # @api private
    class Structure
      # @return [String] its name in C
      attr_reader :name
      # @return [Integer]
      attr_reader :size
      # @return [Hash{Symbol => Array}] a field's format, offset and number of elements
      attr_reader :fields

      # @param size64 [Integer] its size where a pointer has eight bytes
      def initialize(name, size64, fields)
        @name = name
        @fields = {}
        end_of_last = 0
        widest = 1
        fields.each do |field, (kind, count)|
          format, size, alignment = SHAPES.fetch(kind)
          offset = aligned(end_of_last, alignment)
          @fields[field] = [format, offset, count]
          end_of_last = offset + size * (count || 1)
          widest = [widest, alignment].max
        end
        @size = aligned(end_of_last, widest)
        return if Fiddle::SIZEOF_VOIDP != 8 || @size == size64

        raise LoadError, "#{name} has #{@size} bytes here, and #{size64} in C"
      end

      # @return [Record] all zero but its size
      def new(**values)
        record = Record.new(self)
        record[:struct_size] = @size
        values.each { |field, value| record[field] = value }
        record
      end

      private

      def aligned(offset, alignment)
        (offset + alignment - 1) / alignment * alignment
      end
    end

    # The memory of one structure. What its pointers point to is kept alive with it.
    # @api private
    class Record
      # What Fiddle passes.
      # @return [String]
      attr_reader :memory

      # @param structure [Structure]
      def initialize(structure)
        @structure = structure
        @memory = ("\0" * structure.size).b
        @kept = []
      end

      # @return [Integer, Array<Integer>]
      def [](field)
        format, offset, count = @structure.fields.fetch(field)
        found = @memory.unpack("@#{offset}#{format}#{count || 1}")
        count ? found : found.first
      end

      # A String is a pointer to its bytes.
      def []=(field, value)
        format, offset, = @structure.fields.fetch(field)
        case value
        when nil then value = 0
        when String
          # The pointer object keeps the bytes from being moved, too.
          @kept << (pointer = Fiddle::Pointer[value])
          value = pointer.to_i
        end
        packed = [value].pack(format)
        # What is cut off may leave a number that means something else.
        unless packed.unpack1(format) == value
          raise RangeError, "#{field} does not fit into #{packed.bytesize} bytes"
        end

        @memory[offset, packed.bytesize] = packed
      end

      # @return [String] an array of characters up to its NUL, in UTF-8
      def text(field)
        Native.utf8(self[field].take_while(&:positive?).pack("C*"))
      end
    end
  end
end
