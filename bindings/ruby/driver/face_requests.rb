# frozen_string_literal: true

# About what is printed on a card, and its text.
module FaceRequests
  def on_check_number(request)
    birth_date = request.number
    calendar = request.constant(:japanese)
    expiry_year = request.number
    number = Jpkicard.check_number(birth_date, expiry_year, request.secret, calendar: calendar)
    Words.masked(keep(:check_number, number))
  end

  def on_check_number_digits(request)
    number = Jpkicard.check_number_of_digits(request.secret, request.number, request.secret)
    Words.masked(keep(:check_number, number))
  end

  def on_face(request)
    shown(keep(:face, kept(:card).face(kept(:check_number), **believed(request))))
  end

  def on_face_for_challenge(request)
    challenge = keep(:challenge, request.data)
    read = kept(:card).face(kept(:check_number), challenge: challenge, **believed(request))
    shown(keep(:face, read))
  end

  def on_face_files(request)
    authorities = request.constant(:production)
    is_own = Jpkicard::AUTHORITIES.symbol(authorities) == :own
    files = %i[record certificate signature].to_h { |name| [name, kept(:face).file(name)] }
    made = Jpkicard::Face.verify(**files, challenge: @kept[:challenge], authorities: authorities,
                                          own: is_own ? kept(:authorities) : nil)
    shown(made)
  ensure
    made&.close
  end

  def on_picture(request)
    kept(:face).picture(request.constant(:card_svg)) do |picture|
      [picture.file.bytesize, Words.data(picture.file[0, 8])]
    end
  end

  def on_attributes(request)
    shown_text(keep(:attributes, kept(:card).attributes(request.secret, **believed(request))))
  end

  def on_attributes_by_check_number(request)
    number = kept(:check_number)
    read = kept(:card).attributes_by_check_number(number, **believed(request))
    shown_text(keep(:attributes, read))
  end

  def on_other_objects(_)
    kept(:attributes).other_objects.size
  end

  def on_compare_birth_date(request)
    date = request.number
    calendar = request.constant(:japanese)
    kept(:card).compare_birth_date(date, calendar: calendar, **believed(request))
  end

  def on_compare_birth_date_digits(request)
    kept(:card).compare_birth_date_digits(request.secret, **believed(request))
  end

  def on_information(_)
    read = kept(:card).information
    [Words.date(read.expiry), read.municipality_code, read.serial_number]
  end

  def on_own_authority(request)
    list = keep(:authorities, Jpkicard::CardAuthorities.create)
    list.add(request.number, request.data, request.data)
    kept(:card).authorities = list
    nil
  end

  private

  def believed(request)
    { authorities: request.constant(:production), last_try: request.constant(:keep) }
  end

  def shown(face)
    [Words.date(face.birth_date), Jpkicard::SEX.number(face.sex), Words.date(face.expiry),
     Words.text(face.birth_date_digits), face.photo.to_s.bytesize]
  end

  def shown_text(attributes)
    [Words.text(attributes.name), Words.text(attributes.address),
     Words.date(attributes.birth_date), Jpkicard::SEX.number(attributes.sex),
     Words.text(attributes.birth_date_digits)]
  end
end
