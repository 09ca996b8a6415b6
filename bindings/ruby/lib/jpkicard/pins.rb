# frozen_string_literal: true

module Jpkicard
  # What a card does with its PIN and its signature password.
  module Pins
    # Verifies the PIN, signs, and locks the key again. A wrong PIN spends one of three tries.
    # @param pin [String] see {Secret}
    # @param input [String] data, or its digest with `input_is: :digest`
    # @param digest [Symbol] one of {DIGEST}
    # @param scheme [Symbol] one of {SCHEME}
    # @param input_is [Symbol] one of {INPUT}
    # @param last_try [Symbol] one of {LAST_TRY}
    # @param certificate [Certificate, nil] the card's, if it was kept
    # @return [Signature]
    def sign(pin, input, digest: :sha256, scheme: :digest_info, input_is: :data, last_try: :keep,
             certificate: nil)
      options = sign_options(digest: DIGEST.number(digest), scheme: SCHEME.number(scheme),
                             input: INPUT.number(input_is), last_try: LAST_TRY.number(last_try),
                             certificate: certificate&.handle)
      secret, length = Secret.bytes(pin)
      make(Signature) do |card, slot, error|
        Native.jpki_card_sign(card, secret, length, input, input.bytesize, options.memory, slot,
                              error)
      end
    end

    # Reads what a desk needs, verifies the PIN, signs the challenge and locks the key again, in one
    # transaction. A wrong PIN spends one of three tries.
    # @param pin [String] see {Secret}
    # @param challenge [String] of the relying party: random, 16 bytes or more, never used before
    # @param last_try [Symbol] one of {LAST_TRY}
    # @param certificate [Certificate, nil] known from an earlier visit: the card is compared with
    #   it before the PIN is sent
    # @param ca_certificate [Certificate, nil] which the issuer is expected to have
    # @param read_ca_certificate [Boolean] also if the issuer is known
    # @return [Authentication]
    def authenticate(pin, challenge, last_try: :keep, certificate: nil, ca_certificate: nil,
                     read_ca_certificate: false)
      options = sign_options(last_try: LAST_TRY.number(last_try), certificate: certificate&.handle,
                             ca_certificate: ca_certificate&.handle,
                             read_ca_certificate: read_ca_certificate ? 1 : 0)
      secret, length = Secret.bytes(pin)
      got = Native::AUTHENTICATION.new
      Thread.handle_interrupt(Object => :never) do
        call do |card, error|
          Native.jpki_card_authenticate(card, secret, length, challenge, challenge.bytesize,
                                        options.memory, got.memory, error)
        end
        Authentication.new(got)
      end
    end

    # The signature certificate, with the holder's name, address, birth date and sex. A wrong
    # password spends one of five tries.
    # @param password [String] 6 to 16 letters and digits; see {Secret}
    # @param last_try [Symbol] one of {LAST_TRY}
    # @return [Certificate]
    def signature_certificate(password, last_try: :keep)
      secret, length = Secret.bytes(password)
      number = LAST_TRY.number(last_try)
      make(Certificate) do |card, slot, error|
        Native.jpki_card_signature_certificate(card, secret, length, number, slot, error)
      end
    end

    # Signs a document with the signature key. A wrong password spends one of five tries.
    # @param password [String] see {Secret}
    # @param input [String] the document
    # @param certificate [Certificate, nil] the signature certificate, if it was kept
    # @return [Array(Certificate, Signature)]
    # @see #sign
    def sign_document(password, input, digest: :sha256, scheme: :digest_info, input_is: :data,
                      last_try: :keep, certificate: nil)
      options = sign_options(digest: DIGEST.number(digest), scheme: SCHEME.number(scheme),
                             input: INPUT.number(input_is), last_try: LAST_TRY.number(last_try),
                             certificate: certificate&.handle)
      secret, length = Secret.bytes(password)
      slot = Native::Slot.new(:pointer)
      Thread.handle_interrupt(Object => :never) do
        signature = make(Signature) do |card, made, error|
          Native.jpki_card_sign_document(card, secret, length, input, input.bytesize,
                                         options.memory, slot.memory, made, error)
        end
        [Certificate.send(:adopt, slot.value), signature]
      end
    end

    # Changes the PIN of the authentication key. A wrong old one spends one of three tries.
    # @param old_pin [String] see {Secret}
    # @param new_pin [String] see {Secret}
    # @return [nil]
    def change_pin(old_pin, new_pin, last_try: :keep)
      change(:jpki_card_change_pin, old_pin, new_pin, last_try)
    end

    # Changes the signature password. A wrong old one spends one of five tries.
    # @return [nil]
    # @see #change_pin
    def change_signature_password(old_password, new_password, last_try: :keep)
      change(:jpki_card_change_signature_password, old_password, new_password, last_try)
    end

    # Changes the input-support PIN. A wrong old one spends one of three tries.
    # @return [nil]
    # @see #change_pin
    def change_input_support_pin(old_pin, new_pin, last_try: :keep)
      change(:jpki_card_change_input_support_pin, old_pin, new_pin, last_try)
    end

    private

    def sign_options(**values)
      Native::SIGN_OPTIONS.new(**values)
    end

    def change(function, before, after, last_try)
      secrets = [*Secret.bytes(before), *Secret.bytes(after)]
      number = LAST_TRY.number(last_try)
      call { |card, error| Native.public_send(function, card, *secrets, number, error) }
    end
  end
end
