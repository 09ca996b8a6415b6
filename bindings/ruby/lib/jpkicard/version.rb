# frozen_string_literal: true

module Jpkicard
  # The version of this gem, and of the C interface that it was generated from.
  VERSION = "0.1.0"
end
