# frozen_string_literal: true

module Jpkicard
  # A connection to a card that the program makes: derive from it, and pass an object to
  # {Card.open}. Its methods run in the thread that uses the card. A failure is an {Error} with a
  # status such as `:card_removed`; any other exception is `:reader_failed`. None passes through the
  # library, and nothing may be thrown or broken out of.
  class Transport
    # Sends a command once.
    # @param command [String] binary; it may hold a PIN, so do not log it, and it is wiped
    #   afterwards
    # @return [String] the answer with its status word, binary
    def transmit(command)
      raise NotImplementedError
    end

    # Keeps other programs from the card.
    def begin_transaction; end

    # Lets them use it again.
    def end_transaction; end

    # Takes the card's power away, so that it forgets a verified PIN.
    def power_down
      raise NotImplementedError
    end

    # The library no longer uses the connection.
    def close; end

    # @return [Integer] the data bytes that one APDU may have, at most 65536; 0 if that is unknown
    def max_apdu_data
      0
    end
  end

  # What C calls of a transport. It lives as long as the card.
  # @api private
  class TransportFunctions
    # @return [Native::Record]
    attr_reader :record

    # @param transport [Transport]
    def initialize(transport)
      @transport = transport
      @closures = {
        transmit: closure(:int32, %i[pointer pointer size pointer size pointer]) do |*arguments|
          transmit(*arguments)
        end
      }
      %i[begin_transaction end_transaction power_down close].each do |name|
        result = name == :close ? :void : :int32
        @closures[name] = closure(result, %i[pointer]) { |_user| transport.public_send(name) }
      end
      @record = Native::TRANSPORT.new(max_apdu_data: transport.max_apdu_data,
                                      **@closures.transform_values(&:to_i))
    end

    private

    def closure(result, parameters, &block)
      types = parameters.map { |kind| Native::TYPES.fetch(kind) }
      Fiddle::Closure::BlockCaller.new(Native::TYPES.fetch(result), types) do |*arguments|
        status_of { block.call(*arguments) }
      end
    end

    # No exception may unwind the library.
    def status_of
      status = STATUS.number(:reader_failed)
      yield
      status = 0
    rescue Error => error
      # What was raised is no success, whatever it says.
      status = error.status_number unless error.status_number.zero?
    ensure
      # Of any other exception too, and of `throw` and the thread's end, which nothing rescues: they
      # would leave the library in the midst of its work, and the key unlocked.
      return status # rubocop:disable Lint/EnsureReturn
    end

    def transmit(_user, command, command_length, response, response_size, response_length)
      sent = command[0, command_length]
      answer = @transport.transmit(sent).b
      room = [answer.bytesize, response_size].min
      response[0, room] = answer[0, room] if room.positive?
      # A length above the room is the library's to refuse.
      response_length[0, Fiddle::SIZEOF_SIZE_T] = [answer.bytesize].pack("J")
    ensure
      Secret.wipe(sent) if sent && !sent.frozen?
    end
  end
end
