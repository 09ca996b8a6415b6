# frozen_string_literal: true

module Jpkicard
  # A failure. Its message is the library's English sentence, for the log; {#japanese} is for the
  # person at the desk. No PIN, name or serial number is in it.
  class Error < StandardError
    # @return [Symbol, Integer] one of {STATUS}
    attr_reader :status
    # @return [Integer] the number of C, such as -41
    attr_reader :status_number
    # @return [Integer, nil] the tries left, if the card said it
    attr_reader :tries_left
    # @return [Integer] the card's status word, or 0
    attr_reader :status_word
    # @return [Integer] the PC/SC return code, or 0
    attr_reader :pcsc_code

    # @param status [Symbol, Integer] for a transport of one's own, such as `:card_removed`
    def initialize(status, message = nil, tries_left: nil, status_word: 0, pcsc_code: 0)
      @status_number = STATUS.number(status)
      @status = STATUS.symbol(@status_number)
      @tries_left = tries_left
      @status_word = status_word
      @pcsc_code = pcsc_code
      super(message || Jpkicard.status_text(@status_number, :english))
    end

    # @return [String] the name of the constant, such as `JPKI_ERROR_PIN_WRONG`
    def status_name
      Jpkicard.status_name(@status_number)
    end

    # The sentence for the desk, with what is known of this case, such as the tries left.
    # @param language [Symbol] one of {LANGUAGE}
    # @return [String]
    def text(language)
      failure = Native::ERROR.new(status: @status_number, tries_left: @tries_left || -1,
                                  status_word: @status_word, pcsc_code: @pcsc_code)
      room = String.new(capacity: Native::ERROR_TEXT_SIZE) << ("\0" * Native::ERROR_TEXT_SIZE)
      outcome = Native::ERROR.new
      status = Native.jpki_error_text(failure.memory, LANGUAGE.number(language), room,
                                      room.bytesize, outcome.memory)
      return Jpkicard.status_text(@status_number, language) unless status.zero?

      Native.utf8(room.unpack1("Z*"))
    end

    # @return [String] the sentence for the desk in Japanese
    def japanese
      text(:japanese)
    end

    # @return [String] the sentence for the desk in English
    def english
      text(:english)
    end

    # @api private
    def self.of(outcome)
      left = outcome[:tries_left]
      status = outcome[:status]
      for_status(status).new(status, outcome.text(:message),
                             tries_left: (left unless left.negative?),
                             status_word: outcome[:status_word], pcsc_code: outcome[:pcsc_code])
    end

    # @api private
    # @return [Class] the class for a status
    def self.for_status(number)
      CLASSES.fetch(STATUS.symbol(number), Error)
    end
  end

  # The call itself was wrong: an argument, a handle, a library without the feature.
  class UsageError < Error; end
  # A card, certificate or other object was used after it was closed.
  class ClosedError < UsageError; end
  # The smart card service or the reader.
  class ReaderError < Error; end
  # The card: absent, removed, exchanged, or of another kind.
  class CardError < Error; end
  # The card does not have what was asked for, as is normal for phones and children's cards.
  class NotOnCardError < CardError; end
  # No card, or no event, came in time.
  class TimedOut < Error; end
  # A wait was cancelled.
  class Cancelled < Error; end
  # A PIN, password, check number or birth date was not accepted.
  class CredentialError < Error; end
  # It is wrong: a try was spent.
  class WrongCredentialError < CredentialError; end
  # It is locked.
  class BlockedCredentialError < CredentialError; end
  # It was not sent, to keep the last tries.
  class LastTryError < CredentialError; end
  # It was not sent, because it cannot be right.
  class CredentialFormatError < CredentialError; end
  # The key could not be locked: have the card removed from the reader now.
  class KeyNotLockedError < Error; end
  # Something is not to be believed: a certificate, a record, a signature, the card.
  class TrustError < Error; end

  class Error
    # @api private
    CLASSES = {
      UsageError => %i[argument not_built reentered forked],
      ClosedError => %i[handle],
      ReaderError => %i[service_not_running service_refused service_failed no_reader unknown_reader
                        reader_failed service_not_responding reader_not_responding
                        pcsc_not_installed],
      CardError => %i[no_card card_unresponsive not_individual_number_card sharing_violation
                      card_removed card_reset card_busy card_answer card_status card_exchanged],
      NotOnCardError => %i[not_on_card],
      TimedOut => %i[timed_out],
      Cancelled => %i[cancelled],
      CredentialError => %i[pin_required pin_uncertain pin_change_uncertain birth_date_differs],
      WrongCredentialError => %i[pin_wrong password_wrong input_support_pin_wrong
                                 check_number_wrong],
      BlockedCredentialError => %i[pin_blocked password_blocked input_support_pin_blocked
                                   check_number_blocked],
      LastTryError => %i[pin_last_try pin_last_two_tries pin_tries_unknown],
      CredentialFormatError => %i[pin_format password_format check_number_format],
      KeyNotLockedError => %i[key_not_locked],
      TrustError => %i[signature_invalid key_not_supported certificate_malformed certificate_expired
                       certificate_not_yet_valid certificate_revoked certificate_not_trusted
                       record_malformed record_not_authentic card_not_genuine image_malformed
                       revocation_unknown]
    }.flat_map { |kind, symbols| symbols.map { |symbol| [symbol, kind] } }.to_h.freeze
    private_constant :CLASSES
  end
end
