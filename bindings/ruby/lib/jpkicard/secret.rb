# frozen_string_literal: true

module Jpkicard
  # PINs, passwords and check numbers as Strings whose bytes can be wiped. See the README for what
  # Ruby cannot wipe.
  module Secret
    # The most bytes that {read_line} takes.
    ROOM = 64

    class << self
      # Overwrites a String where it is, and empties it. Other Strings that once shared its bytes
      # keep theirs.
      # @param secret [String] not frozen
      # @return [nil]
      def wipe(secret)
        return if secret.empty?

        # A String that shares its bytes gets its own here.
        secret.setbyte(0, 0)
        Native.jpki_secure_wipe(secret, secret.bytesize)
        secret.clear
        nil
      end

      # Reads a line byte by byte into one String, past Ruby's buffers. On a terminal nothing is
      # echoed. With a block the String is wiped at its end.
      # @param io [IO] from which nothing was read with `gets` and the like
      # @return [String, nil] without the end of the line; nil at the end of the input
      def read_line(io)
        secret = quietly(io) { bytes_to_newline(io) }
        return secret unless block_given?

        begin
          yield secret
        ensure
          wipe(secret) if secret
        end
      end

      # @api private
      # The bytes of a secret that a method was given. They are passed to C where they are.
      # @param secret [String]
      # @return [Array(String, Integer)]
      def bytes(secret)
        raise TypeError, "a secret is a String" unless secret.is_a?(String)

        [secret, secret.bytesize]
      end

      private

      def quietly(io, &block)
        return yield unless io.tty?

        require "io/console"
        io.noecho(&block)
      end

      def bytes_to_newline(io)
        # Room for all from the start: a String that grows leaves a copy behind.
        secret = String.new(capacity: 2 * ROOM, encoding: Encoding::BINARY)
        byte = String.new(capacity: 1)
        while secret.bytesize < ROOM
          io.sysread(1, byte)
          return secret if byte == "\n"

          secret << byte.getbyte(0)
        end
        secret
      rescue EOFError
        secret.empty? ? nil : secret
      ensure
        wipe(byte)
      end
    end
  end
end
