# frozen_string_literal: true

module Jpkicard
  # What kind of token a card is: `kind`, one of {TOKEN_KIND}, and its `label`.
  Token = Struct.new(:kind, :label)

  # The tries of a PIN, password or number: `state`, one of {TRIES}, and `left`, nil where the card
  # does not report it.
  Tries = Struct.new(:state, :left) do
    # @api private
    def self.of(state, left)
      new(TRIES.symbol(state), left.negative? ? nil : left)
    end

    # @return [Boolean]
    def blocked?
      state == :blocked
    end
  end

  # What a desk needs of one card: `token_kind`, the `tries` before the PIN was sent, `certificate`,
  # `ca_certificate` (nil where it was not read) and `signature`.
  class Authentication
    # @return [Symbol] one of {TOKEN_KIND}
    attr_reader :token_kind
    # @return [Tries]
    attr_reader :tries
    # @return [Certificate]
    attr_reader :certificate
    # @return [Certificate, nil]
    attr_reader :ca_certificate
    # @return [Signature]
    attr_reader :signature

    # @api private
    def initialize(got)
      @token_kind = TOKEN_KIND.symbol(got[:token_kind])
      @tries = Tries.of(got[:pin_status], got[:tries_left])
      @certificate = Certificate.send(:adopt, got[:certificate])
      authority = got[:ca_certificate]
      @ca_certificate = Certificate.send(:adopt, authority) unless authority.zero?
      @signature = Signature.send(:adopt, got[:signature])
    end

    # Closes the three objects.
    # @return [nil]
    def close
      [@certificate, @ca_certificate, @signature].compact.each(&:close)
      nil
    end

    # @return [String] without what it holds
    def inspect
      "#<#{self.class} #{token_kind}>"
    end
  end

  # A card on a reader, a phone, or a virtual card. Any thread may use it; calls run one after the
  # other.
  #
  # PINs, passwords and check numbers are Strings that stay the caller's: see {Secret}. Each is sent
  # once at most, and a wrong one spends a try. The last try is kept (`last_try: :keep`) unless
  # `:allow` is given; `:keep_two` keeps two.
  class Card < Handle
    include CardFace
    include Pins

    freed_by :jpki_card_free

    class << self
      # The embedded virtual card, PIN 1234, if the library has it.
      # @param kind [Symbol] one of {VIRTUAL_KIND}
      # @param settings [String] words such as `pin-tries 1; fault removed-before at 5`
      # @yieldparam card [Card] closed at the end of the block
      # @return [Card, Object] the card, or what the block returns
      def open_virtual(kind = :my_number_card, settings = "", &block)
        number = VIRTUAL_KIND.number(kind)
        words = Native.c_text(settings)
        card = Native.make(self) do |slot, error|
          Native.jpki_card_open_virtual_with_settings(number, words, slot, error)
        end
        lend(card, &block)
      end

      # A card behind a connection of one's own, which the card closes.
      # @param transport [Transport]
      # @return [Card, Object] the card, or what the block returns
      def open(transport, &block)
        functions = TransportFunctions.new(transport)
        card = Native.make(self, functions) do |slot, error|
          Native.jpki_card_open_transport(functions.record.memory, slot, error)
        end
        lend(card, &block)
      end
    end

    # @return [String, nil] in UTF-8; nil for a card without a reader
    def reader_name
      borrow { |own| Native.text(Native.jpki_card_reader_name(own)) }
    end

    # @param length [Integer] how many bytes of files are read at a time, 1 to 32768
    def read_length=(length)
      call { |card, error| Native.jpki_card_set_read_length(card, length, error) }
    end

    # @return [Token]
    def token
      kind = Native::Slot.new(:int32)
      label = ("\0" * 97).b
      label.setbyte(0, 0)
      call do |card, error|
        Native.jpki_card_token(card, kind.memory, label, label.bytesize, error)
      end
      Token.new(TOKEN_KIND.symbol(kind.value), Native.utf8(label.unpack1("Z*")))
    end

    # Spends none.
    # @param credential [Symbol] one of {CREDENTIAL}
    # @return [Tries]
    # @raise [NotOnCardError] where the token does not have it
    def tries(credential = :pin)
      state = Native::Slot.new(:int32)
      left = Native::Slot.new(:int32, -1)
      number = CREDENTIAL.number(credential)
      call do |card, error|
        Native.jpki_card_tries(card, number, state.memory, left.memory, error)
      end
      Tries.of(state.value, left.value)
    end

    # @param kind [Symbol] `:authentication` or `:signature`
    # @return [Boolean]
    def certificate?(kind = :authentication)
      present = Native::Slot.new(:int32)
      number = CERTIFICATE_KIND.number(kind)
      call { |card, error| Native.jpki_card_has_certificate(card, number, present.memory, error) }
      present.value == 1
    end

    # @param kind [Symbol] one of {CERTIFICATE_KIND} but `:signature`, for which there is
    #   {Pins#signature_certificate}
    # @return [Certificate]
    def certificate(kind = :authentication)
      number = CERTIFICATE_KIND.number(kind)
      make(Certificate) do |card, slot, error|
        Native.jpki_card_certificate(card, number, slot, error)
      end
    end

    # Runs the block in one transaction, in which no other program gets the card: keep it short, and
    # never let a person type in it.
    # @return [Object] what the block returns
    def transaction
      begin_transaction
      is_done = false
      result = yield self
      is_done = true
      result
    ensure
      # What the block raised says more than the end of its transaction.
      is_done ? end_transaction : end_quietly
    end

    # @see #transaction
    # @return [nil]
    def begin_transaction
      call { |card, error| Native.jpki_card_begin_transaction(card, error) }
    end

    # It is over, also where this raises.
    # @return [nil]
    def end_transaction
      call { |card, error| Native.jpki_card_end_transaction(card, error) }
    end

    private

    def end_quietly
      end_transaction
    rescue Error
      nil
    end

    # An exception of another thread waits until the card is done: it would leave the key open, or
    # unwind a transport's function.
    def call
      card = handle
      Thread.handle_interrupt(Object => :never) do
        Native.check { |error| yield card, error }
      end
      nil
    end

    def make(owner)
      card = handle
      Native.make(owner) { |slot, error| yield card, slot, error }
    end
  end
end
