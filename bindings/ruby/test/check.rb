# frozen_string_literal: true

# What only Ruby has to show: layouts, owners, threads, secrets. Prints a line a check.

require "fiddle/import"
require "jpkicard"
require "timeout"

CHALLENGE = "a challenge of 16 bytes or more"
$failures = 0

def check(what, is_so = yield)
  puts "#{is_so ? 'ok   ' : 'FAILS'} #{what}"
  $failures += 1 unless is_so
end

# The exception of a block, or nil.
def raised
  yield
  nil
rescue Exception => error # rubocop:disable Lint/RescueException
  error
end

def seconds
  before = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  yield
  Process.clock_gettime(Process::CLOCK_MONOTONIC) - before
end

require_relative "check_memory"
require_relative "check_objects"
require_relative "check_threads"

exit $failures.zero?
