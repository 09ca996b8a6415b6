# frozen_string_literal: true

module Jpkicard
  # A picture that a browser or a window shows.
  class Picture < Handle
    freed_by :jpki_picture_free

    # @return [String] the file, binary
    def file
      borrow { |own| Native.lent(:jpki_picture_data, own) }
    end
  end

  # What {Face} and {Attributes} have in common: objects of a record that the library verified.
  # @api private
  class CardRecord < Handle
    # @return [Date, nil] nil where the card has no day of the calendar
    def birth_date
      Day.date(Native.public_send(function(:birth_date), handle))
    end

    # What the card has there: YYYYMMDD, or what stands for a day that nobody knows.
    # @return [String]
    def birth_date_digits
      borrow { |own| Native.utf8(Native.lent(function(:birth_date_digits), own)) }
    end

    # @return [Symbol] one of {SEX}
    def sex
      SEX.symbol(Native.public_send(function(:sex), handle))
    end

    # What to send to a server that verifies it again.
    # @param name [Symbol] one of {FILE}
    # @return [String, nil] binary; nil where it is not there
    def file(name)
      borrow { |own| Native.lent(function(:file), own, FILE.number(name)) }
    end

    # What the record has that this version does not know, by its tags.
    # @return [Array<Item>]
    def other_objects
      record = handle
      Item.list { |slot, error| Native.public_send(function(:other_objects), record, slot, error) }
    end

    private

    def function(name)
      :"#{self.class::PREFIX}_#{name}"
    end
  end

  # What is printed on a card's front.
  class Face < CardRecord
    # @api private
    PREFIX = "jpki_face"
    freed_by :jpki_face_free

    # The last day on which the card is valid. No signature covers it, and an expired card passes:
    # compare it with today.
    # @return [Date, nil]
    def expiry
      Day.date(Native.jpki_face_expiry(handle))
    end

    # @param name [Symbol] one of {IMAGE}: `:photo` is JPEG 2000, the others PNG
    # @return [String, nil] binary
    def image(name)
      borrow { |own| Native.lent(:jpki_face_image, own, IMAGE.number(name)) }
    end

    # @return [String, nil] the photo as the card has it, JPEG 2000
    def photo
      image(:photo)
    end

    # @param kind [Symbol] one of {PICTURE_KIND}
    # @yieldparam picture [Picture] closed at the end of the block
    # @return [Picture, Object] the picture, or what the block returns
    # @raise [UsageError] `:not_built` if the library has no pictures
    def picture(kind, &block)
      face = handle
      number = PICTURE_KIND.number(kind)
      made = Native.make(Picture) do |slot, error|
        Native.jpki_face_picture(face, number, slot, error)
      end
      Picture.send(:lend, made, &block)
    end

    # Verifies a face that a desk read with a challenge and sent.
    # @param challenge [String] which the server chose and kept itself
    # @param authorities [Symbol] one of {AUTHORITIES} but `:unverified`
    # @param own [CardAuthorities, nil] with `:own`
    # @return [Face]
    def self.verify(record:, certificate:, challenge:, signature:, authorities: :production,
                    own: nil)
      CardFiles.verify(self, :jpki_face_from_files, authorities, own, record: record,
                       certificate: certificate, challenge: challenge, signature: signature)
    end
  end

  # Name, address, birth date and sex as text.
  class Attributes < CardRecord
    # @api private
    PREFIX = "jpki_attributes"
    freed_by :jpki_attributes_free

    # @return [String] in UTF-8; an ideographic space separates family and given name
    def name
      borrow { |own| Native.text(Native.jpki_attributes_name(own)) }
    end

    # @return [String] in UTF-8
    def address
      borrow { |own| Native.text(Native.jpki_attributes_address(own)) }
    end

    # Verifies attributes that a desk read and sent, in a library that was built for it.
    # @return [Attributes]
    # @see Face.verify
    def self.verify(record:, certificate:, signature:, authorities: :production, own: nil)
      CardFiles.verify(self, :jpki_attributes_from_files, authorities, own, record: record,
                       certificate: certificate, challenge: nil, signature: signature)
    end
  end

  # @api private
  module CardFiles
    def self.verify(owner, function, authorities, own, **files)
      record = Native::RECORD_FILES.new
      files.each do |name, bytes|
        record[name] = bytes
        record[:"#{name}_length"] = bytes.to_s.bytesize
      end
      number = AUTHORITIES.number(authorities)
      list = own&.handle
      Native.make(owner) do |slot, error|
        Native.public_send(function, record.memory, number, list, slot, error)
      end
    end
  end

  # Card authorities of one's own, for `authorities: :own`. Whoever can choose them can make cards.
  class CardAuthorities < Handle
    freed_by :jpki_card_authorities_free

    # An empty list.
    # @yieldparam list [CardAuthorities] closed at the end of the block
    # @return [CardAuthorities, Object]
    def self.create(&block)
      made = Native.make(self) { |slot, error| Native.jpki_card_authorities_new(slot, error) }
      lend(made, &block)
    end

    # @param record [Symbol] one of {RECORD_KIND}
    # @param key_id [String] 16 bytes
    # @param modulus [String] of an RSA key of 2048 bits, big-endian
    # @return [self]
    def add(record, key_id, modulus)
      list = handle
      kind = RECORD_KIND.number(record)
      Native.check do |error|
        Native.jpki_card_authorities_add(list, kind, key_id, key_id.bytesize, modulus,
                                         modulus.bytesize, error)
      end
      self
    end
  end
end
