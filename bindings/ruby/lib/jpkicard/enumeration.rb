# frozen_string_literal: true

module Jpkicard
  # The constants of one kind: symbols here, numbers in C. Every method that takes a symbol takes
  # the number too; a number that this version does not know comes back as it is.
  class Enumeration
    # @return [String] its name in C
    attr_reader :name

    # @api private
    def initialize(name, **numbers)
      @name = name
      @numbers = numbers.freeze
      @symbols = numbers.invert.freeze
      freeze
    end

    # @return [Array<Symbol>]
    def symbols
      @numbers.keys
    end

    # @param value [Symbol, Integer, nil] `nil` is 0, the default of C in structures
    # @return [Integer]
    # @raise [ArgumentError] if there is no such symbol
    def number(value)
      case value
      when Integer then value
      when nil then 0
      else
        @numbers.fetch(value) do
          raise ::ArgumentError, "#{value.inspect} is none of #{symbols.map(&:inspect).join(', ')}"
        end
      end
    end

    # @param number [Integer]
    # @return [Symbol, Integer]
    def symbol(number)
      @symbols.fetch(number, number)
    end

    # @param number [Integer] a sum
    # @return [Array<Symbol>]
    def flags(number)
      @numbers.select { |_, bit| number.anybits?(bit) }.keys
    end

    # @return [String]
    def inspect
      "#<#{self.class} #{name}: #{symbols.join(', ')}>"
    end
  end
end
