# frozen_string_literal: true

# About a card's certificates, keys and PINs.
module CardRequests
  # A card that answers everything in the same way.
  class SameAnswer < Jpkicard::Transport
    def initialize(answer, status)
      super()
      @answer = answer
      @status = status
    end

    def transmit(_command)
      @answer or raise Jpkicard::Error, @status
    end

    def power_down; end
  end

  def on_open(request)
    kind = request.constant(:my_number_card)
    keep(:card, Jpkicard::Card.open_virtual(kind, request.text))
    nil
  end

  def on_close(_)
    @kept[:card]&.close
  end

  def on_token(_)
    token = kept(:card).token
    [Jpkicard::TOKEN_KIND.number(token.kind), Words.text(token.label)]
  end

  def on_tries(request)
    Words.tries(kept(:card).tries(request.constant(:pin)))
  end

  def on_has_certificate(request)
    Words.yes(kept(:card).certificate?(request.constant(:authentication)))
  end

  def on_certificate(request)
    kind = request.constant(:authentication)
    is_authority = Jpkicard::CERTIFICATE_KIND.symbol(kind).to_s.end_with?("_ca")
    read = keep(is_authority ? :ca_certificate : :certificate, kept(:card).certificate(kind))
    [Words.data(read.der), Words.time(read.not_before), Words.time(read.not_after),
     Words.data(read.subject_key_id), Words.data(read.public_key)]
  end

  def on_load_certificate(request)
    keep(:certificate, Jpkicard::Certificate.load(request.data))
    nil
  end

  def on_authenticate(request)
    pin = request.secret
    challenge = request.data
    made = kept(:card).authenticate(pin, challenge, last_try: request.constant(:keep),
                                    certificate: request.yes? ? kept(:certificate) : nil,
                                    read_ca_certificate: request.yes?)
    keep(:challenge, challenge)
    keep(:ca_certificate, made.ca_certificate) if made.ca_certificate
    authenticated(made, keep(:certificate, made.certificate), keep(:signature, made.signature))
  end

  def on_sign(request)
    made = kept(:card).sign(request.secret, request.data, digest: request.constant(:sha256),
                            scheme: request.constant(:digest_info),
                            input_is: request.constant(:data), last_try: request.constant(:keep))
    keep(:signature, made)
    [Jpkicard::ALGORITHM.number(made.algorithm), made.algorithm_name, Words.data(made.bytes)]
  end

  def on_signature_certificate(request)
    password = request.secret
    read = kept(:card).signature_certificate(password, last_try: request.constant(:keep))
    Words.data(keep(:certificate, read).der)
  end

  def on_sign_document(request)
    certificate, signature =
      kept(:card).sign_document(request.secret, request.data, last_try: request.constant(:keep))
    keep(:certificate, certificate)
    keep(:signature, signature)
    [Words.data(certificate.der), Jpkicard::ALGORITHM.number(signature.algorithm),
     Words.data(signature.bytes)]
  end

  def on_other_names(_)
    kept(:certificate).other_names.flat_map { |item| [item.name, Words.text(item.text)] }
  end

  %i[change_pin change_signature_password change_input_support_pin].each do |name|
    define_method(:"on_#{name}") do |request|
      kept(:card).public_send(name, request.secret, request.secret,
                              last_try: request.constant(:keep))
    end
  end

  def on_begin(_)
    kept(:card).begin_transaction
  end

  def on_end(_)
    kept(:card).end_transaction
  end

  def on_read_length(request)
    kept(:card).read_length = request.number
    nil
  end

  def on_transport(request)
    answer = request.data_or_none
    status = request.text
    keep(:card, Jpkicard::Card.open(SameAnswer.new(answer, status.to_i)))
    nil
  end

  private

  def authenticated(made, certificate, signature)
    [Jpkicard::TOKEN_KIND.number(made.token_kind), *Words.tries(made.tries),
     Words.data(certificate.der), Words.data(made.ca_certificate&.der),
     Jpkicard::ALGORITHM.number(signature.algorithm), Words.data(signature.bytes)]
  end
end
