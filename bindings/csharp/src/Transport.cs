// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Runtime.InteropServices;

namespace Jpki
{
    /// <summary>
    /// A connection to a card that the caller makes: a reader without PC/SC, a card at the other
    /// end of a network, a test. Its methods are called in the thread that uses the card, one at a
    /// time.
    /// </summary>
    /// <remarks>
    /// A failure is reported by throwing <see cref="JpkiException"/> with a status such as
    /// <see cref="Status.CardRemoved"/> or <see cref="Status.CardReset"/>; any other exception is
    /// <see cref="Status.ReaderFailed"/>. None passes through the library.
    /// </remarks>
    public abstract class Transport
    {
        /// <summary>
        /// The maximum number of data bytes in one APDU, at most 65,536; 0 if unknown, and then
        /// files are read in pieces of 256.
        /// </summary>
        public virtual int MaxApduData
        {
            get { return 0; }
        }

        /// <summary>Sends a command once.</summary>
        /// <param name="command">The command, which may contain a PIN: do not log or keep it. The
        /// array is wiped when this returns.</param>
        /// <returns>The answer, with its status word.</returns>
        public abstract byte[] Transmit(byte[] command);

        /// <summary>Prevents other programs from using the card, if there are any.</summary>
        public virtual void BeginTransaction()
        {
        }

        /// <summary>Allows other programs to use the card again.</summary>
        public virtual void EndTransaction()
        {
        }

        /// <summary>Powers the card down, so that it forgets a verified PIN.</summary>
        public abstract void PowerDown();

        /// <summary>Called once, when the library no longer uses the connection.</summary>
        public virtual void Close()
        {
        }
    }

    /// <summary>What the library calls of a <see cref="Transport"/>.</summary>
    internal static unsafe class TransportCalls
    {
        // The library calls these for as long as the process lives: they are never collected.
        private static readonly Native.jpki_transport_transmit TransmitCall = Transmit;
        private static readonly Native.jpki_transport_begin_transaction BeginCall = Begin;
        private static readonly Native.jpki_transport_end_transaction EndCall = End;
        private static readonly Native.jpki_transport_power_down PowerDownCall = PowerDown;
        private static readonly Native.jpki_transport_close CloseCall = Close;

        internal static IntPtr Open(Transport transport)
        {
            Native.jpki_error error = Failure.None();
            var native = default(Native.jpki_transport);
            native.struct_size = (uint)sizeof(Native.jpki_transport);
            native.max_apdu_data = unchecked((uint)transport.MaxApduData);
            native.transmit = Marshal.GetFunctionPointerForDelegate(TransmitCall);
            native.begin_transaction = Marshal.GetFunctionPointerForDelegate(BeginCall);
            native.end_transaction = Marshal.GetFunctionPointerForDelegate(EndCall);
            native.power_down = Marshal.GetFunctionPointerForDelegate(PowerDownCall);
            native.close = Marshal.GetFunctionPointerForDelegate(CloseCall);
            var connection = new Connection(transport);
            native.user = connection.Root();
            IntPtr card;
            Status status = Native.jpki_card_open_transport(&native, out card, &error);
            if (status != Status.Ok)
            {
                // What was refused before it was accepted is not closed by the library.
                connection.Release();
            }

            Failure.Check(status, ref error);
            return card;
        }

        private static int Transmit(
            IntPtr user, byte* command, UIntPtr commandLength, byte* response,
            UIntPtr responseSize, UIntPtr* responseLength)
        {
            return Run(user, transport =>
            {
                byte[] answer;
                var copy = new byte[(int)commandLength];
                GCHandle pinned = GCHandle.Alloc(copy, GCHandleType.Pinned);
                try
                {
                    Marshal.Copy((IntPtr)command, copy, 0, copy.Length);
                    answer = transport.Transmit(copy);
                }
                finally
                {
                    Secret.Wipe(copy);
                    pinned.Free();
                }

                // A length above the room is the library's to refuse.
                int fits = (int)Math.Min((ulong)answer.Length, (ulong)responseSize);
                Marshal.Copy(answer, 0, (IntPtr)response, fits);
                *responseLength = (UIntPtr)answer.Length;
            });
        }

        private static int Begin(IntPtr user)
        {
            return Run(user, transport => transport.BeginTransaction());
        }

        private static int End(IntPtr user)
        {
            return Run(user, transport => transport.EndTransaction());
        }

        private static int PowerDown(IntPtr user)
        {
            return Run(user, transport => transport.PowerDown());
        }

        private static void Close(IntPtr user)
        {
            Run(user, transport => transport.Close());
            Connection.Of(user).Release();
        }

        private static int Run(IntPtr user, Action<Transport> work)
        {
            try
            {
                work(Connection.Of(user).Transport);
                return (int)Status.Ok;
            }
            catch (JpkiException failure)
            {
                // What was thrown is no success, whatever it says.
                return (int)(failure.Status == Status.Ok ? Status.ReaderFailed : failure.Status);
            }
            catch (Exception)
            {
                return (int)Status.ReaderFailed;
            }
        }

        /// <summary>Keeps a transport alive for as long as the library uses it.</summary>
        private sealed class Connection
        {
            private GCHandle root;

            internal Connection(Transport transport)
            {
                Transport = transport;
            }

            internal Transport Transport { get; private set; }

            internal static Connection Of(IntPtr user)
            {
                return (Connection)GCHandle.FromIntPtr(user).Target;
            }

            internal IntPtr Root()
            {
                root = GCHandle.Alloc(this);
                return GCHandle.ToIntPtr(root);
            }

            internal void Release()
            {
                if (root.IsAllocated)
                {
                    root.Free();
                }
            }
        }
    }
}
