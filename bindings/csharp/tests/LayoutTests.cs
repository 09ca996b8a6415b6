// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Jpki.Tests
{
    /// <summary>The generated declarations against the interface as data.</summary>
    internal static class LayoutTests
    {
        private static readonly Type Native = typeof(Card).Assembly.GetType("Jpki.Native");

        /// <summary>Size and offsets are those of the C compiler for this kind of
        /// machine.</summary>
        public static void StructuresAreThoseOfC()
        {
            string bits = IntPtr.Size == 8 ? "64" : "32";
            string text = File.ReadAllText(Program.InterfacePath);
            var structures = Regex.Matches(
                text,
                "\"name\": \"(jpki_\\w+)\", \"size_64\": (?<s64>\\d+), \"size_32\": (?<s32>\\d+)"
                + "[\\s\\S]*?\"fields\": \\[(?<fields>[\\s\\S]*?)\\n? *\\]\\}");
            Expect.True(structures.Count >= 10, "the structures are not there");
            int fields = 0;
            foreach (Match found in structures)
            {
                Type type = Native.GetNestedType(found.Groups[1].Value, BindingFlags.NonPublic);
                Expect.Same(
                    int.Parse(found.Groups["s" + bits].Value), Marshal.SizeOf(type));
                var offsets = Regex.Matches(
                    found.Groups["fields"].Value,
                    "\"name\": \"(\\w+)\".*?\"offset_" + bits + "\": (\\d+)");
                foreach (Match field in offsets)
                {
                    Expect.Same(
                        int.Parse(field.Groups[2].Value),
                        (int)Marshal.OffsetOf(type, field.Groups[1].Value));
                    fields++;
                }
            }

            Expect.True(fields >= 70, "the fields are not there: " + fields);
        }

        /// <summary>Whoever builds a library without one of them must learn it here.</summary>
        public static void EveryFunctionIsInTheLibrary()
        {
            MethodInfo[] functions = Functions();
            foreach (MethodInfo function in functions)
            {
                Marshal.Prelink(function);
            }

            Expect.True(functions.Length > 100, "the functions are not there");
        }

        /// <summary>A function that no class uses is one that .NET cannot reach.</summary>
        public static void EveryFunctionIsWrapped()
        {
            var used = new HashSet<string>();
            foreach (string path in Directory.GetFiles(
                Path.Combine(Path.GetDirectoryName(Program.InterfacePath), "csharp", "src")))
            {
                bool isGenerated = Path.GetFileName(path) == "Native.cs";
                string text = File.ReadAllText(path);
                foreach (Match found in Regex.Matches(text, "Native\\.(jpki_\\w+)"))
                {
                    used.Add(found.Groups[1].Value);
                }

                Expect.True(isGenerated || text.Split('\n').Length < 500, path + " is long");
            }

            // Settings may be none, and then it is the same.
            used.Add("jpki_card_open_virtual");
            string[] unused = Functions().Select(function => function.Name)
                .Where(name => !used.Contains(name)).ToArray();
            Expect.Same(string.Empty, string.Join(" ", unused));
        }

        /// <summary>Structures are passed by address, so nothing may be converted on the
        /// way.</summary>
        public static void NothingIsMarshalled()
        {
            foreach (MethodInfo function in Functions())
            {
                foreach (ParameterInfo parameter in function.GetParameters())
                {
                    Type type = parameter.ParameterType;
                    type = type.HasElementType ? type.GetElementType() : type;
                    Expect.True(
                        type.IsValueType || type.IsPointer,
                        function.Name + ": " + parameter.Name);
                }
            }
        }

        private static MethodInfo[] Functions()
        {
            return Native.GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
                .Where(one => one.Name.StartsWith("jpki_", StringComparison.Ordinal)).ToArray();
        }
    }
}
