# frozen_string_literal: true

# A relying party's: whether a certificate or a signature is good.
module TrustRequests
  def on_verify(request)
    purpose = request.constant(:authentication)
    options = anchored(request).merge(purpose: purpose, time: request.number,
                                      policies: request.number)
    options[:own_policies] = request.text.split
    Words.verdict(Jpkicard.verify_certificate(kept(:certificate), **options))
  end

  def on_verify_signature(request)
    challenge = request.data
    algorithm = request.number
    options = anchored(request).merge(time: request.number, algorithm: algorithm)
    Words.verdict(Jpkicard.verify_signature(kept(:certificate), challenge,
                                            kept(:signature).bytes, **options))
  end

  def on_verify_ocsp(request)
    response = request.data
    options = anchored(request).merge(time: request.number, ocsp_request: kept(:ocsp_request),
                                      ocsp_response: response)
    Words.verdict(Jpkicard.verify_certificate(kept(:certificate), **options))
  end

  def on_ocsp_request(request)
    options = anchored(request)
    made = Jpkicard::OcspRequest.create(kept(:certificate), nonce: request.data_or_none, **options)
    Words.data(keep(:ocsp_request, made).der)
  end

  def on_load_revocation_list(request)
    data = request.data
    list = Jpkicard::RevocationList.load(data, **anchored(request))
    [Words.time(list.this_update), Words.time(list.next_update), list.size]
  ensure
    list&.close
  end

  private

  # Anchors of one's own are the kept CA certificate.
  def anchored(request)
    anchors = request.constant(:production)
    is_own = %i[own production_and_own].include?(Jpkicard::ANCHORS.symbol(anchors))
    { anchors: anchors, own_anchors: is_own ? [kept(:ca_certificate)] : [] }
  end
end
