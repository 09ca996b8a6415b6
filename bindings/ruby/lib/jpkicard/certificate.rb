# frozen_string_literal: true

module Jpkicard
  # What a certificate or a record contains besides: its name (an object identifier or a tag), its
  # text, if it is text, and its bytes. All of it is personal data.
  class Item
    # @return [String]
    attr_reader :name
    # @return [String, nil] in UTF-8, as it is: replace control characters before showing it
    attr_reader :text
    # @return [String] binary
    attr_reader :data

    # @api private
    def initialize(name, text, data)
      @name = name
      @text = text
      @data = data
    end

    # @return [String] without what it holds
    def inspect
      "#<#{self.class}>"
    end

    # @api private
    # The items of a list that a function makes.
    # @return [Array<Item>]
    def self.list
      slot = Native::Slot.new(:pointer)
      Native.check { |error| yield slot.memory, error }
      list = slot.value
      Array.new(Native.jpki_items_count(list)) do |at|
        new(Native.text(Native.jpki_items_name(list, at)),
            Native.text(Native.jpki_items_text(list, at)),
            Native.lent(:jpki_items_data, list, at))
      end
    ensure
      Native.jpki_items_free(slot.value)
    end
  end

  # A certificate, independent of the card that it came from. Its contents are restricted by law: do
  # not log them, and keep them only with a reason.
  class Certificate < Handle
    freed_by :jpki_certificate_free

    # One that was kept.
    # @param der [String] binary
    # @return [Certificate]
    # @raise [TrustError] `:certificate_malformed`
    def self.load(der, &block)
      made = Native.make(self) do |slot, error|
        Native.jpki_certificate_new(der, der.bytesize, slot, error)
      end
      lend(made, &block)
    end

    # @return [String] DER, binary
    def der
      borrow { |own| Native.lent(:jpki_certificate_data, own) }
    end

    # @param name [Symbol] one of {FIELD}
    # @return [String, nil] binary; nil if the certificate does not have it
    def field(name)
      borrow { |own| Native.lent(:jpki_certificate_field, own, FIELD.number(name)) }
    end

    # Restricted by law: do not log it.
    # @return [String, nil]
    def serial_number
      field(:serial_number)
    end

    # @return [String, nil]
    def issuer_key_id
      field(:issuer_key_id)
    end

    # @return [String, nil]
    def subject_key_id
      field(:subject_key_id)
    end

    # @return [String, nil] the DER encoding of its SubjectPublicKeyInfo
    def public_key
      field(:public_key)
    end

    # @return [Time] the first second of validity
    def not_before
      Time.at(Native.jpki_certificate_not_before(handle)).utc
    end

    # @return [Time] the last second of validity
    def not_after
      Time.at(Native.jpki_certificate_not_after(handle)).utc
    end

    # Of a signature certificate the holder's name, birth date, sex and address; of an
    # authentication certificate none.
    # @return [Array<Item>]
    def other_names
      certificate = handle
      Item.list { |slot, error| Native.jpki_certificate_other_names(certificate, slot, error) }
    end
  end

  # A signature and its algorithm.
  class Signature < Handle
    freed_by :jpki_signature_free

    # @return [String] binary
    def bytes
      borrow { |own| Native.lent(:jpki_signature_data, own) }
    end

    # @return [Symbol] one of {ALGORITHM}
    def algorithm
      ALGORITHM.symbol(Native.jpki_signature_algorithm(handle))
    end

    # @return [String] such as `RSA-SHA256`
    def algorithm_name
      borrow { |own| Native.text(Native.jpki_signature_algorithm_name(own)) }
    end
  end
end
