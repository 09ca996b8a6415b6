# frozen_string_literal: true

module Jpkicard
  # What came of a verification: a value, whatever it is. Look at {#good?}.
  class Verdict
    # @return [Symbol] one of {STATUS}: `:ok`, or what helps the desk most
    attr_reader :status
    # @return [Array<Symbol>] all reasons, of {REASON}
    attr_reader :reasons
    # @return [Symbol] one of {REVOCATION}
    attr_reader :revocation
    # @return [Time, nil] when it was revoked
    attr_reader :revocation_time
    # @return [Integer, nil] the number of RFC 5280, 5.3.1
    attr_reader :revocation_reason
    # @return [Integer, nil] 0 on the certificate's last day; nil once it has expired
    attr_reader :days_left
    # @return [Integer, nil] 1 on the day after its last; nil until it has expired
    attr_reader :days_expired
    # @return [String, nil] the certificate policy it is taken for, as dotted numbers
    attr_reader :policy
    # @return [String] the key identifier of the anchor that signed it; empty if none did
    attr_reader :anchor_key_id

    # @api private
    def initialize(made)
      @status = STATUS.symbol(made[:status])
      @reasons = made[:reasons].first(made[:reason_count]).map { |number| REASON.symbol(number) }
      @revocation = REVOCATION.symbol(made[:revocation])
      time = known(made[:revocation_time])
      @revocation_time = Time.at(time).utc if time
      @revocation_reason, @days_left, @days_expired =
        %i[revocation_reason days_left days_expired].map { |name| known(made[name]) }
      @within_grace = made[:is_within_grace] == 1
      @policy_known = made[:policy_is_known] == 1
      policy = made.text(:policy)
      @policy = policy unless policy.empty?
      @anchor_key_id = made[:anchor_key_id].first(made[:anchor_key_id_length]).pack("C*")
      freeze
    end

    # @return [Boolean] whether nothing speaks against it
    def good?
      status == :ok
    end

    # @return [self]
    # @raise [TrustError] unless it is good
    def require_good!
      raise Error.for_status(STATUS.number(status)), status unless good?

      self
    end

    # @return [Boolean] not valid, and online eligibility verification still takes it
    def within_grace?
      @within_grace
    end

    # @return [Boolean] not so of a class newer than the library, and of a policy of one's own
    def policy_known?
      @policy_known
    end

    # @param language [Symbol] one of {LANGUAGE}
    # @return [String] what the policy is
    def policy_text(language = :japanese)
      text = Native.c_text(policy.to_s)
      Native.text(Native.jpki_policy_text(text, LANGUAGE.number(language)))
    end

    # @return [String] the sentence for the desk
    def text(language = :japanese)
      Jpkicard.status_text(status, language)
    end

    # @return [String]
    def inspect
      "#<#{self.class} #{[status, *reasons].join(' ')}>"
    end

    private

    def known(number)
      number.negative? ? nil : number
    end
  end

  # An OCSP request: send its bytes, and give what came back to the verification.
  class OcspRequest < Handle
    freed_by :jpki_ocsp_request_free

    # @param certificate [Certificate]
    # @param nonce [String, nil] 32 fresh random bytes
    # @param options [Hash] of {VerifyOptions}
    # @return [OcspRequest]
    def self.create(certificate, nonce: nil, **options)
      record = VerifyOptions.record(**options)
      subject = certificate.handle
      Native.make(self) do |slot, error|
        Native.jpki_ocsp_request_new(subject, record.memory, nonce, nonce.to_s.bytesize, slot,
                                     error)
      end
    end

    # It has the certificate's serial number in it: do not log it.
    # @return [String] binary
    def der
      borrow { |own| Native.lent(:jpki_ocsp_request_data, own) }
    end
  end

  # A CRL that was loaded once. Any number of threads may use it.
  class RevocationList < Handle
    freed_by :jpki_revocation_list_free

    # @param data [String] a CRL that one of the options' anchors signed
    # @param options [Hash] of {VerifyOptions}
    # @return [RevocationList]
    def self.load(data, **options)
      record = VerifyOptions.record(**options)
      Native.make(self) do |slot, error|
        Native.jpki_revocation_list_load(data, data.bytesize, record.memory, slot, error)
      end
    end

    # @return [Time]
    def this_update
      Time.at(Native.jpki_revocation_list_this_update(handle)).utc
    end

    # @return [Time] when the next one is due
    def next_update
      Time.at(Native.jpki_revocation_list_next_update(handle)).utc
    end

    # @return [Integer] how many entries it has
    def size
      Native.jpki_revocation_list_entry_count(handle)
    end
  end

  # What to verify against, as keywords:
  #
  # - `purpose`: one of {PURPOSE}, `:authentication` unless it is given
  # - `anchors`: one of {ANCHORS}, `:production` unless it is given
  # - `own_anchors`: an Array of {Certificate}, with `:own` and `:production_and_own`. Whoever can
  #   choose them can make cards: never one from a card
  # - `time`: a Time, now unless it is given; `tolerance`: seconds
  # - `policies`: one of {POLICIES}; `own_policies`: an Array of dotted numbers
  # - `ca_certificate`: a {Certificate} to compare with the anchor
  # - `ocsp_request` and `ocsp_response`; `ocsp_hash`: one of {OCSP_HASH}
  # - `crl`: a String, or `revocation_list`: a {RevocationList}
  module VerifyOptions
    # @api private
    # @return [Native::Record]
    def self.record(purpose: nil, anchors: nil, own_anchors: [], time: nil, tolerance: 0,
                    policies: nil, own_policies: [], ca_certificate: nil, ocsp_request: nil,
                    ocsp_response: nil, ocsp_hash: nil, crl: nil, revocation_list: nil)
      record = Native::VERIFY_OPTIONS.new(
        purpose: PURPOSE.number(purpose), anchors: ANCHORS.number(anchors), time: seconds(time),
        tolerance: tolerance, policies: POLICIES.number(policies),
        ocsp_hash: OCSP_HASH.number(ocsp_hash), ca_certificate: ca_certificate&.handle,
        ocsp_request: ocsp_request&.handle, revocation_list: revocation_list&.handle,
        ocsp_response: ocsp_response, ocsp_response_length: ocsp_response.to_s.bytesize,
        crl: crl, crl_length: crl.to_s.bytesize
      )
      policies_and_anchors(record, own_policies, own_anchors)
    end

    def self.policies_and_anchors(record, policies, anchors)
      record[:own_policies] = Native.c_text(policies.join(" ")) unless policies.empty?
      record[:own_anchors] = anchors.map(&:handle).pack("J*") unless anchors.empty?
      record[:own_anchors_count] = anchors.size
      record
    end
    private_class_method :policies_and_anchors

    # The library takes 0 for now, and refuses what is before 1970.
    def self.seconds(time)
      return 0 if time.nil?

      time.to_i.zero? ? -1 : time.to_i
    end
    private_class_method :seconds
  end

  class << self
    # Whether a certificate is good.
    # @param certificate [Certificate]
    # @param options [Hash] of {VerifyOptions}
    # @return [Verdict]
    # @raise [Error] only where there is no verdict
    def verify_certificate(certificate, **options)
      record = VerifyOptions.record(**options)
      subject = certificate.handle
      verdict do |made, error|
        Native.jpki_certificate_verify(subject, record.memory, made, error)
      end
    end

    # Whether a signature is over this challenge, by the key of a good certificate.
    # @param challenge [String] which the relying party chose, or its digest
    # @param signature [String]
    # @param algorithm [Symbol] one of {ALGORITHM}, as it was agreed on
    # @param input_is [Symbol] one of {INPUT}
    # @param options [Hash] of {VerifyOptions}
    # @return [Verdict]
    # @raise [Error] only where there is no verdict
    def verify_signature(certificate, challenge, signature, algorithm: :rsa_pkcs1_sha256,
                         input_is: :data, **options)
      record = VerifyOptions.record(**options)
      arguments = [certificate.handle, challenge, challenge.bytesize, INPUT.number(input_is),
                   ALGORITHM.number(algorithm), signature, signature.bytesize, record.memory]
      verdict { |made, error| Native.jpki_signature_verify(*arguments, made, error) }
    end

    private

    def verdict
      made = Native::VERDICT.new
      outcome = Native::ERROR.new
      status = yield made.memory, outcome.memory
      Log.drain if Log.on?
      # Without a verdict nothing is known of the revocation, not even that it was not asked for.
      return Verdict.new(made) unless made[:revocation].zero?

      raise outcome[:status] == status ? Error.of(outcome) : Error.for_status(status).new(status)
    end
  end
end
