// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Runtime.InteropServices;

namespace Jpki
{
    /// <summary>
    /// The library's log, which is off at first. No line contains a PIN, a name or a serial number,
    /// at any level.
    /// </summary>
    public static unsafe class JpkiLog
    {
        // Another thread may still be in the callback when it was replaced: it is never collected.
        private static readonly Native.jpki_log_callback Callback = Receive;

        private static volatile Action<LogLevel, string> receiver;

        /// <summary>
        /// Sends the lines up to a level to a receiver, which is called in the thread that causes a
        /// line, possibly in several at a time. It must not use a card; what it throws is dropped.
        /// </summary>
        /// <param name="level">The level; <see cref="LogLevel.Off"/> turns the log off.</param>
        /// <param name="receiver">The receiver; <c>null</c> turns the log off.</param>
        public static void Set(LogLevel level, Action<LogLevel, string> receiver)
        {
            Native.jpki_error error = Failure.None();
            Action<LogLevel, string> before = JpkiLog.receiver;
            JpkiLog.receiver = receiver;
            IntPtr callback = receiver == null
                ? IntPtr.Zero
                : Marshal.GetFunctionPointerForDelegate(Callback);
            Status status = Native.jpki_log_set(callback, IntPtr.Zero, level, &error);
            if (status != Status.Ok)
            {
                JpkiLog.receiver = before;
            }

            Failure.Check(status, ref error);
        }

        /// <summary>Keeps the lines up to a level for <see cref="Next"/>, the last 1000 of them.
        /// </summary>
        /// <param name="level">The level; <see cref="LogLevel.Off"/> turns the log off.</param>
        public static void Keep(LogLevel level)
        {
            Native.jpki_error error = Failure.None();
            Failure.Check(Native.jpki_log_keep(level, &error), ref error);
        }

        /// <summary>Takes the oldest line that is kept.</summary>
        /// <returns>The line; <c>null</c> if there is none.</returns>
        public static LogLine Next()
        {
            Native.jpki_error error = Failure.None();
            var record = default(Native.jpki_log_record);
            record.struct_size = (uint)sizeof(Native.jpki_log_record);
            Failure.Check(Native.jpki_log_next(&record, &error), ref error);
            return record.level == LogLevel.Off ? null : new LogLine(ref record);
        }

        private static void Receive(IntPtr user, LogLevel level, byte* message)
        {
            try
            {
                Action<LogLevel, string> own = receiver;
                if (own != null)
                {
                    own(level, Utf8.Text(message));
                }
            }
            catch (Exception)
            {
                // Nothing may pass through the library, and there is nobody to tell.
            }
        }
    }

    /// <summary>A line that was kept.</summary>
    public sealed class LogLine
    {
        internal unsafe LogLine(ref Native.jpki_log_record record)
        {
            Level = record.level;
            DroppedBefore = record.dropped_count;
            fixed (byte* message = record.message)
            {
                Message = Utf8.Text(message, Native.JPKI_LOG_MESSAGE_SIZE);
            }
        }

        /// <summary>The level.</summary>
        public LogLevel Level { get; private set; }

        /// <summary>How many lines before this one were dropped.</summary>
        public long DroppedBefore { get; private set; }

        /// <summary>The line.</summary>
        public string Message { get; private set; }
    }
}
