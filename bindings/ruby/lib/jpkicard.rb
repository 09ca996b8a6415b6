# frozen_string_literal: true

require_relative "jpkicard/version"
require_relative "jpkicard/enumeration"
require_relative "jpkicard/native/library"
require_relative "jpkicard/native"
require_relative "jpkicard/error"
require_relative "jpkicard/handle"
require_relative "jpkicard/secret"
require_relative "jpkicard/log"
require_relative "jpkicard/certificate"
require_relative "jpkicard/transport"
require_relative "jpkicard/face"
require_relative "jpkicard/card_face"
require_relative "jpkicard/pins"
require_relative "jpkicard/card"
require_relative "jpkicard/waiting"
require_relative "jpkicard/context"
require_relative "jpkicard/trust"

# Japan's Individual Number Card (My Number Card) from Ruby, by the C library jpkicard.
#
#     Jpkicard::Context.open do |context|
#       context.wait(timeout: 30) do |card|
#         authentication = card.authenticate(pin, challenge)
#         verdict = Jpkicard.verify_signature(authentication.certificate, challenge,
#                                             authentication.signature.bytes)
#       end
#     end
module Jpkicard
  class << self
    # @return [String] the version of the C library
    def library_version
      Native.text(Native.jpki_version)
    end

    # @return [Array<Symbol>] what the library was built with, of {FEATURE_FLAGS}
    def features
      FEATURE_FLAGS.flags(Native.jpki_features)
    end

    # @param status [Symbol, Integer] one of {STATUS}
    # @return [String] the name of the constant, such as `JPKI_ERROR_PIN_WRONG`
    def status_name(status)
      Native.text(Native.jpki_status_name(STATUS.number(status)))
    end

    # @param status [Symbol, Integer] one of {STATUS}
    # @param language [Symbol] one of {LANGUAGE}
    # @return [String] a sentence for the desk
    def status_text(status, language = :japanese)
      Native.text(Native.jpki_status_text(STATUS.number(status), LANGUAGE.number(language)))
    end

    # @param reason [Symbol, Integer] one of {REASON}
    # @return [String] the name of the constant, such as `JPKI_REASON_EXPIRED`
    def reason_name(reason)
      Native.text(Native.jpki_reason_name(REASON.number(reason)))
    end

    # @param reason [Symbol, Integer] one of {REASON}
    # @param language [Symbol] one of {LANGUAGE}
    # @return [String] what is wrong
    def reason_text(reason, language = :japanese)
      Native.text(Native.jpki_reason_text(REASON.number(reason), LANGUAGE.number(language)))
    end
  end
end
