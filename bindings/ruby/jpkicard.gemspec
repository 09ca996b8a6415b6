# frozen_string_literal: true

require_relative "lib/jpkicard/version"

Gem::Specification.new do |gem|
  gem.name = "jpkicard"
  gem.version = Jpkicard::VERSION
  gem.authors = ["The jpkicard maintainers"]
  gem.summary = "Japan's Individual Number Card (My Number Card) from Ruby"
  gem.description = <<~TEXT
    Authentication, signatures, the card's face and verification of certificates with Japan's
    Individual Number Card, by the C library jpkicard, which has to be installed.
  TEXT
  gem.licenses = ["MIT", "Apache-2.0"]
  gem.required_ruby_version = ">= 3.0"
  gem.files = Dir.chdir(__dir__) { Dir["lib/**/*.rb", "desk.rb", "README*.md", ".yardopts"] }
  gem.add_dependency "fiddle", ">= 1.0.8"
  gem.metadata["rubygems_mfa_required"] = "true"
end
