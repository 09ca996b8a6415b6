# frozen_string_literal: true

require "jpkicard"
require_relative "words"
require_relative "library_requests"
require_relative "reader_requests"
require_relative "card_requests"
require_relative "face_requests"
require_relative "trust_requests"

# Answers requests, and keeps the last of each object.
class Driver
  include LibraryRequests
  include ReaderRequests
  include CardRequests
  include FaceRequests
  include TrustRequests

  def initialize
    @kept = {}
    @lines = []
  end

  # @return [String] the answer's line
  def answer(line)
    request = Request.new(line)
    method = :"on_#{request.word.tr('-', '_')}"
    return "cannot" unless respond_to?(method)

    ["ok", *public_send(method, request)].join("\t")
  rescue Jpkicard::Error => error
    ["error", error.status_number, Words.number(error.tries_left), error.status_word,
     Words.text(error.japanese)].join("\t")
  ensure
    request&.wipe
  end

  private

  # @raise [Jpkicard::ClosedError] as for a null handle
  def kept(name)
    @kept[name] or raise Jpkicard::ClosedError, :handle
  end

  # The new object takes the place of the old one.
  def keep(name, object)
    drop(name)
    @kept[name] = object
  end

  def drop(name)
    old = @kept.delete(name)
    case old
    when Jpkicard::Handle then old.close
    when String then Jpkicard::Secret.wipe(old)
    end
  end
end

if $PROGRAM_NAME == __FILE__
  $stdin.set_encoding(Encoding::UTF_8)
  $stdout.sync = true
  driver = Driver.new
  while (line = $stdin.gets(chomp: true))
    puts(line == "quit" ? "ok" : driver.answer(line))
    break if line == "quit"
  end
end
