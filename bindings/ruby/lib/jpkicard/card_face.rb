# frozen_string_literal: true

require "date"

module Jpkicard
  # What is printed on a card, and its text. All of it is personal data: do not log it.
  module CardFace
    # Reads the card's front with check number B, and verifies it. A wrong number spends one of ten
    # tries.
    # @param check_number [String] of {Jpkicard.check_number}
    # @param authorities [Symbol] one of {AUTHORITIES}: whose records are believed
    # @param challenge [String, nil] of a server that verifies the result's files; 16 bytes or more
    # @param last_try [Symbol] one of {LAST_TRY}
    # @return [Face]
    def face(check_number, authorities: :production, challenge: nil, last_try: :keep)
      number, length = Secret.bytes(check_number)
      options = [AUTHORITIES.number(authorities), LAST_TRY.number(last_try)]
      make(Face) do |card, slot, error|
        if challenge.nil?
          Native.jpki_card_face(card, number, length, *options, slot, error)
        else
          Native.jpki_card_face_for_challenge(card, number, length, challenge, challenge.bytesize,
                                              *options, slot, error)
        end
      end
    end

    # Reads name, address, birth date and sex with the input-support PIN. A wrong one spends one of
    # three tries.
    # @param pin [String] see {Secret}
    # @return [Attributes]
    # @see #face
    def attributes(pin, authorities: :production, last_try: :keep)
      read_attributes(:jpki_card_attributes, pin, authorities, last_try)
    end

    # Reads the same with check number B. A wrong one spends one of ten tries.
    # @return [Attributes]
    # @see #face
    def attributes_by_check_number(check_number, authorities: :production, last_try: :keep)
      read_attributes(:jpki_card_attributes_by_check_number, check_number, authorities, last_try)
    end

    # Whether this is the card of someone born on that day. Another day spends one of ten tries.
    # @param date [Date, Integer] an Integer is YYYYMMDD
    # @param calendar [Symbol] one of {CALENDAR}
    # @return [nil]
    # @raise [WrongCredentialError] if not; {CredentialError} `:birth_date_differs` for the same six
    #   digits in another era, which spends none
    def compare_birth_date(date, calendar: :japanese, authorities: :production, last_try: :keep)
      number = Day.number(date)
      options = [CALENDAR.number(calendar), AUTHORITIES.number(authorities),
                 LAST_TRY.number(last_try)]
      call { |card, error| Native.jpki_card_compare_birth_date(card, number, *options, error) }
    end

    # The same on a card that prints a date which is not one of the calendar.
    # @param digits [String] the six digits as they are printed; a secret
    # @return [nil]
    def compare_birth_date_digits(digits, authorities: :production, last_try: :keep)
      secret = Secret.bytes(digits)
      options = [AUTHORITIES.number(authorities), LAST_TRY.number(last_try)]
      call do |card, error|
        Native.jpki_card_compare_birth_date_printed_digits(card, *secret, *options, error)
      end
    end

    # @return [Information]
    def information
      read = Native::INFORMATION.new
      call { |card, error| Native.jpki_card_information(card, read.memory, error) }
      Information.new(Day.date(read[:expiry]), read.text(:municipality_code), read.text(:serial))
    end

    # @param list [CardAuthorities] which `:own` stands for from now on
    def authorities=(list)
      number = list.handle
      call { |card, error| Native.jpki_card_set_authorities(card, number, error) }
    end

    private

    def read_attributes(function, secret, authorities, last_try)
      bytes = Secret.bytes(secret)
      options = [AUTHORITIES.number(authorities), LAST_TRY.number(last_try)]
      make(Attributes) do |card, slot, error|
        Native.public_send(function, card, *bytes, *options, slot, error)
      end
    end
  end

  # What the card says of itself, which nothing signs: its last day (`expiry`), `municipality_code`
  # and `serial_number`, which is restricted by law.
  Information = Struct.new(:expiry, :municipality_code, :serial_number) do
    # @return [String] without what it holds
    def inspect
      "#<#{self.class}>"
    end
    alias_method :to_s, :inspect
  end

  # Days as C has them, YYYYMMDD.
  # @api private
  module Day
    # @return [Integer]
    def self.number(date)
      date.is_a?(Integer) ? date : date.strftime("%Y%m%d").to_i
    end

    # @return [Date, nil]
    def self.date(number)
      year, rest = number.divmod(10_000)
      Date.new(year, *rest.divmod(100)) if number.positive?
    end
  end

  class << self
    # Check number B (照合番号B) of what is printed on the card's front. Wipe it after use.
    # @param birth_date [Date, Integer] an Integer is YYYYMMDD
    # @param expiry_year [Integer] four digits
    # @param security_code [String] the four digits beside the photo; a secret
    # @param calendar [Symbol] one of {CALENDAR}: `:gregorian` for some foreign residents
    # @return [String] a secret
    def check_number(birth_date, expiry_year, security_code, calendar: :japanese)
      number = Day.number(birth_date)
      era = CALENDAR.number(calendar)
      code = Secret.bytes(security_code)
      new_check_number do |room, error|
        Native.jpki_check_number(number, era, expiry_year, *code, room, room.bytesize, error)
      end
    end

    # That of a card which prints a birth date that is not one of the calendar.
    # @param date_digits [String] the six digits as they are printed, not checked; a secret
    # @return [String] a secret
    # @see #check_number
    def check_number_of_digits(date_digits, expiry_year, security_code)
      digits = Secret.bytes(date_digits)
      code = Secret.bytes(security_code)
      new_check_number do |room, error|
        Native.jpki_check_number_printed_digits(*digits, expiry_year, *code, room, room.bytesize,
                                                error)
      end
    end

    private

    # The number stays where C wrote it.
    def new_check_number
      room = String.new(capacity: 4 * Native::CHECK_NUMBER_SIZE, encoding: Encoding::BINARY)
      Native::CHECK_NUMBER_SIZE.times { room << 0 }
      Native.check { |error| yield room, error }
      room.chop! while room.end_with?("\0")
      room
    end
  end
end
