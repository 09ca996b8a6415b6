# frozen_string_literal: true

# Layouts, and secrets.

FIDDLE_TYPES = Jpkicard::Native::TYPES.merge(char: Fiddle::TYPE_CHAR, uint8: Fiddle::TYPE_CHAR)
# By the format that a field is packed with.
KINDS = Jpkicard::Native::SHAPES.to_h { |kind, (format, *)| [format, kind] }.merge("J" => :size)

check("structures have the sizes that Fiddle computes") do
  structures = Jpkicard::Native.constants.map { |name| Jpkicard::Native.const_get(name) }
  structures = structures.grep(Jpkicard::Native::Structure)
  structures.size >= 9 && structures.all? do |structure|
    types = structure.fields.each_value.map do |format, _, count|
      type = FIDDLE_TYPES.fetch(KINDS.fetch(format))
      count ? [type, count] : type
    end
    Fiddle::CStructEntity.size(types) == structure.size
  end
end

check("a wiped String is zero where it was") do
  pin = String.new(capacity: 200) << "7391" << ("x" * 100)
  pointer = Fiddle::Pointer[pin]
  copy = nil
  Jpkicard::Native.jpki_secure_wipe(pin, pin.bytesize)
  copy = pointer[0, 104]
  Jpkicard::Secret.wipe(pin)
  pin.empty? && copy == "\0" * 104
end

check("a String that shares its bytes keeps the other one's") do
  literal = "a password that is too long to be embedded in its object"
  shared = +literal
  Jpkicard::Secret.wipe(shared)
  shared.empty? && literal.start_with?("a password")
end

check("a frozen secret cannot be wiped, and that is said") do
  raised { Jpkicard::Secret.wipe("1234") }.is_a?(FrozenError)
end

check("a line is read past Ruby's buffers, and wiped after the block") do
  reader, writer = IO.pipe
  writer << "9182\n1234\n"
  first = nil
  got = Jpkicard::Secret.read_line(reader) { |pin| (first = pin).dup }
  writer.close
  second = Jpkicard::Secret.read_line(reader)
  got == "9182" && first.empty? && second == "1234" && Jpkicard::Secret.read_line(reader).nil?
end

check("no message, inspection or text has a PIN or a name") do
  Jpkicard::Card.open_virtual do |card|
    error = raised { card.authenticate(+"9182", CHALLENGE) }
    attributes = card.attributes(+"1234", authorities: :virtual_card)
    information = card.information
    authentication = card.authenticate(+"1234", CHALLENGE)
    shown = [error.message, error.inspect, error.japanese, error.full_message, card.inspect,
             attributes.inspect, attributes.to_s, information.inspect, information.to_s,
             authentication.inspect, authentication.certificate.inspect,
             card.certificate(:authentication).other_names.inspect].join
    ["9182", "花子", information.serial_number].none? { |secret| shown.include?(secret) }
  end
end

check("what is no String is no PIN") do
  Jpkicard::Card.open_virtual do |card|
    raised { card.authenticate(1234, CHALLENGE) }.is_a?(TypeError) && card.tries.left == 3
  end
end

check("pointers hold while the garbage collector moves objects") do
  GC.auto_compact = true if GC.respond_to?(:auto_compact=)
  Jpkicard::Card.open_virtual do |card|
    5.times.all? do
      GC.start
      card.authenticate(+"1234", CHALLENGE).signature.bytes.bytesize == 256
    end
  end
ensure
  GC.auto_compact = false if GC.respond_to?(:auto_compact=)
end
