# frozen_string_literal: true

# Enumerations, errors and owners.

# Counts its ends, keeps the commands, and fails as it is told.
class Unruly < Jpkicard::Transport
  attr_reader :commands, :ends

  def initialize(fault)
    super()
    @fault = fault
    @commands = []
    @ends = 0
  end

  def transmit(command)
    @commands << command
    raise @fault
  end

  def power_down
    raise "as well"
  end

  def close
    @ends += 1
  end
end

check("a symbol of another kind is refused before anything is sent") do
  Jpkicard::Card.open_virtual do |card|
    error = raised { card.authenticate(+"9999", CHALLENGE, last_try: :sha256) }
    error.is_a?(ArgumentError) && error.message.include?(":allow") && card.tries.left == 3
  end
end

check("a number that does not fit is not cut off to another") do
  Jpkicard::Card.open_virtual do |card|
    wrong = 2**32 + Jpkicard::LAST_TRY.number(:allow)
    everyone = { authorities: :virtual_card }
    late = Date.new(1980 + 2**28, 2, 17)
    refused = [
      raised { card.authenticate(+"9999", CHALLENGE, last_try: wrong) },
      raised { card.sign(+"9999", CHALLENGE, last_try: wrong - 2**33) },
      raised { card.signature_certificate(+"ZZZ999", last_try: wrong) },
      raised { card.compare_birth_date(2**32 + 19_800_217, **everyone) },
      raised { card.compare_birth_date(late, **everyone) },
      raised { Jpkicard.verify_certificate(card.certificate, tolerance: 2**32 + 5) },
      raised { Jpkicard.verify_certificate(card.certificate, tolerance: 0.5) }
    ]
    refused.all?(RangeError) && card.tries.left == 3 && card.tries(:birth_date).left == 10
  end
end

check("a time that was never set is not now") do
  Jpkicard::Card.open_virtual do |card|
    [Time.at(0), Time.at(0.5), Time.at(-1), 0].all? do |time|
      raised { Jpkicard.verify_certificate(card.certificate, time: time) }
        .is_a?(Jpkicard::UsageError)
    end
  end
end

check("a limit that is over is not for ever") do
  Jpkicard::Context.open do |context|
    [-0.001, -0.0001, -5].all? do |limit|
      [raised { context.wait(timeout: limit, for_service: true) },
       raised { context.set_timeout(:service_absence, limit) }].all?(Jpkicard::UsageError)
    end
  end
end

check("an error that a transport raises is no success") do
  card = Jpkicard::Card.open(Unruly.new(Jpkicard::Error.new(:ok)))
  raised { card.token }.is_a?(Jpkicard::ReaderError)
end

# Leaves by a way that is no exception.
class Leaving < Jpkicard::Transport
  def initialize(&way)
    super()
    @way = way
  end

  def transmit(_command)
    @way.call
  end

  def power_down; end
end

check("nothing leaves a transport but a status") do
  ways = [-> { throw :out }, -> { exit }, -> { Thread.current.kill }]
  ways.all? do |way|
    card = Jpkicard::Card.open(Leaving.new(&way))
    statuses = []
    thread = Thread.new do
      catch(:out) do
        2.times { statuses << raised { card.token }.class }
      end
    end
    thread.join(5) && card.close.nil? && statuses.first == Jpkicard::ReaderError
  end
end

check("a number that is not known comes back as it is") do
  Jpkicard::TOKEN_KIND.symbol(0x4A0006FF) == 0x4A0006FF &&
    Jpkicard::TOKEN_KIND.number(:iphone) == 0x4A000605
end

check("every status but success has a class of errors") do
  Jpkicard::STATUS.symbols.drop(1).all? do |status|
    kind = Jpkicard::Error.for_status(Jpkicard::STATUS.number(status))
    kind < Jpkicard::Error || %i[internal system].include?(status)
  end
end

check("an error has what the card said") do
  Jpkicard::Card.open_virtual do |card|
    error = raised { card.authenticate(+"9999", CHALLENGE) }
    error.is_a?(Jpkicard::WrongCredentialError) && error.status == :pin_wrong &&
      error.tries_left == 2 && error.status_word == 0x63C2 &&
      error.status_name == "JPKI_ERROR_PIN_WRONG" && error.japanese.include?("残り 2 回")
  end
end

check("a block closes its card, whatever happens in it") do
  kept = nil
  raised { Jpkicard::Card.open_virtual { |card| raise (kept = card).inspect } }
  kept.closed? && raised { kept.token }.is_a?(Jpkicard::ClosedError) && kept.close.nil?
end

check("a transaction ends with its block, whatever happens in it") do
  Jpkicard::Card.open_virtual do |card|
    raised { card.transaction { raise "no" } }
    card.transaction { card.token.kind } == :my_number_card
  end
end

check("owners are not copied, stored or made by hand") do
  Jpkicard::Card.open_virtual do |card|
    [-> { card.dup }, -> { card.clone }, -> { Marshal.dump(card) }, -> { Jpkicard::Card.new }]
      .all? { |work| [TypeError, NoMethodError].include?(raised(&work).class) }
  end
end

[[RuntimeError.new("no"), :reader_failed], [NotImplementedError.new, :reader_failed],
 [SystemExit.new, :reader_failed], [Jpkicard::Error.new(:card_removed), :card_removed]]
  .each do |fault, status|
  check("#{fault.class} in a transport is #{status}") do
    transport = Unruly.new(fault)
    error = raised { Jpkicard::Card.open(transport, &:token) }
    error.is_a?(Jpkicard::Error) && error.status == status && transport.ends == 1 &&
      transport.commands.all?(&:empty?)
  end
end

def forgotten_card(transport)
  Jpkicard::Card.open(transport)
  nil
end

check("the garbage collector closes a card that was forgotten") do
  transport = Unruly.new("no")
  50.times { forgotten_card(transport) }
  3.times { GC.start }
  transport.ends > 40
end

check("a child process does not close its parent's card") do
  card = Jpkicard::Card.open_virtual
  child = fork { exit!(raised { card.token }&.status == :forked) }
  _, status = Process.wait2(child)
  status.success? && card.token.kind == :my_number_card
end
