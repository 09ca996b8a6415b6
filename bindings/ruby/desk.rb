#!/usr/bin/env ruby
# frozen_string_literal: true

# A desk: waits for a card, shows how many tries the PIN has left, asks for the PIN, authenticates a
# random challenge and verifies the answer. After a wrong PIN it shows the sentence for the holder
# in Japanese and gives a second chance, which is never the last try.
#
#     ruby desk.rb              a real card, believed if J-LIS issued its certificate
#     ruby desk.rb --virtual    the embedded virtual card (PIN 1234), believed by its own CA
#
# The PIN is asked for on the terminal without echo; otherwise it is a line of standard input, or of
# the file descriptor N of --pin-fd N. Exit code: 0 accepted, 1 not.

require "jpkicard"
require "optparse"
require "securerandom"

# What a clerk sees.
class Desk
  CHANCES = 2
  MAY_BE_TYPED_AGAIN = %i[pin_wrong pin_format].freeze

  def initialize(is_virtual, pin_input)
    @is_virtual = is_virtual
    @pin_input = pin_input
  end

  # @return [Boolean] whether the holder is who the card says
  def serve
    with_card do |card|
      CHANCES.times do
        return accepted?(card)
      rescue Jpkicard::Error => error
        puts error.japanese
        break unless MAY_BE_TYPED_AGAIN.include?(error.status)
      end
      false
    end
  end

  private

  def with_card(&block)
    return Jpkicard::Card.open_virtual(&block) if @is_virtual

    puts "Put the card on the reader."
    Jpkicard::Context.open { |context| context.wait(timeout: 60, &block) }
  end

  def accepted?(card)
    puts "tries left: #{card.tries.left || 'not reported'}"
    challenge = SecureRandom.bytes(32)
    authentication = authenticate(card, challenge)
    return false if authentication.nil?

    show(judge(authentication, challenge))
  end

  def authenticate(card, challenge)
    print "PIN: "
    $stdout.flush
    Jpkicard::Secret.read_line(@pin_input) do |pin|
      puts
      if pin
        card.authenticate(pin, challenge, read_ca_certificate: @is_virtual)
      else
        warn "no PIN was typed"
      end
    end
  end

  def judge(authentication, challenge)
    options = {}
    # For this card only: no real one is believed by a certificate that it brings along.
    options = { anchors: :own, own_anchors: [authentication.ca_certificate] } if @is_virtual
    Jpkicard.verify_signature(authentication.certificate, challenge,
                              authentication.signature.bytes, **options)
  ensure
    authentication.close
  end

  def show(verdict)
    if verdict.good?
      puts "ACCEPTED: #{verdict.policy_text}"
    else
      puts "REFUSED: #{verdict.text}"
      verdict.reasons.each { |reason| puts "  #{Jpkicard.reason_text(reason)}" }
    end
    verdict.good?
  end
end

is_virtual = false
pin_input = $stdin
OptionParser.new do |options|
  options.on("--virtual") { is_virtual = true }
  options.on("--pin-fd N", Integer) { |number| pin_input = IO.for_fd(number, autoclose: false) }
end.parse!

begin
  exit Desk.new(is_virtual, pin_input).serve
rescue Jpkicard::Error => error
  warn error.japanese
  exit 1
end
