# frozen_string_literal: true

# The words of the driver's requests and answers: see ../../DRIVER.md.

# A request: words separated by tabs, taken one after the other.
class Request
  # A secret on the wire is masked with this, so that no line of input has it in it.
  MASK = 0x5A

  def initialize(line)
    @words = line.split("\t", -1)
  end

  def word
    @words.shift or raise ArgumentError, "a word is missing"
  end

  def number
    Integer(word, 10)
  end

  # 0 is the layer's default.
  def constant(usual)
    found = number
    found.zero? ? usual : found
  end

  # The number of nothing is -1.
  def seconds
    found = number
    found == -1 ? nil : Rational(found, 1000)
  end

  def yes?
    number == 1
  end

  # None is empty.
  def text
    found = word
    found == "-" ? "" : found
  end

  def data
    data_or_none || "".b
  end

  def data_or_none
    found = word
    [found].pack("H*") unless found == "-"
  end

  # Built in one String that does not grow; wiped when the request was answered.
  def secret
    digits = text
    secret = String.new(capacity: digits.length + 1, encoding: Encoding::BINARY)
    0.step(digits.length - 2, 2) { |at| secret << (digits[at, 2].hex ^ MASK) }
    secrets << secret
    secret
  end

  def wipe
    secrets.each { |secret| Jpkicard::Secret.wipe(secret) }
  end

  private

  def secrets
    @secrets ||= []
  end
end

# What values are in an answer.
module Words
  module_function

  def text(text)
    text.nil? ? "-" : text.scrub.gsub(/[[:cntrl:]]/, " ")
  end

  def data(bytes)
    bytes.nil? ? "-" : bytes.unpack1("H*")
  end

  def yes(is_so)
    is_so ? 1 : 0
  end

  def number(number)
    number.nil? ? -1 : number
  end

  def time(time)
    time.to_i
  end

  def date(date)
    date.nil? ? 0 : date.strftime("%Y%m%d")
  end

  def masked(secret)
    secret.each_byte.map { |byte| format("%02x", byte ^ Request::MASK) }.join
  end

  def tries(tries)
    [Jpkicard::TRIES.number(tries.state), number(tries.left)]
  end

  def verdict(verdict)
    reasons = verdict.reasons.map { |reason| Jpkicard::REASON.number(reason) }
    [Jpkicard::STATUS.number(verdict.status), reasons.empty? ? "-" : reasons.join(","),
     Jpkicard::REVOCATION.number(verdict.revocation), number(verdict.days_left),
     number(verdict.days_expired), yes(verdict.within_grace?), text(verdict.policy),
     text(verdict.policy_text)]
  end
end
