// SPDX-License-Identifier: MIT OR Apache-2.0

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Jpki.Tests
{
    /// <summary>
    /// The PowerShell module, which is only read here: every member of the assembly that it names
    /// is there, and is called with as many arguments as it has.
    /// </summary>
    internal static class PowerShellTests
    {
        public static void TheModuleNamesWhatIsThere()
        {
            Expect.True(Names(Script("JpkiCard", "JpkiCard.psm1")) > 60, "too few names");
            Expect.True(Names(Script("desk.ps1")) > 10, "too few names in the sample");
        }

        public static void TheModuleExportsItsFunctions()
        {
            string module = Script("JpkiCard", "JpkiCard.psm1");
            string manifest = Script("JpkiCard", "JpkiCard.psd1");
            string[] functions = Found(module, "(?m)^function (\\w+-Jpki\\w+)");
            string[] exported = Found(manifest, "(?m)^ +'(\\w+-Jpki\\w+)'$");
            Expect.Same(
                string.Join(" ", functions.OrderBy(one => one, StringComparer.Ordinal)),
                string.Join(" ", exported));
            foreach (string function in functions)
            {
                Expect.True(
                    Regex.IsMatch(module, "function " + function + " \\{\\s+<#\\s+\\.SYNOPSIS"),
                    function + " is not documented");
            }
        }

        /// <summary>Windows PowerShell reads a script in the code page of Windows.</summary>
        public static void ScriptsAreAscii()
        {
            foreach (string path in Directory.GetFiles(
                Program.ModulePath, "*.ps*1", SearchOption.AllDirectories))
            {
                Expect.True(File.ReadAllText(path).All(one => one < 0x80), path);
            }
        }

        /// <summary>A PIN comes as a SecureString, and its copy is disposed.</summary>
        public static void SecretsAreWiped()
        {
            string module = Script("JpkiCard", "JpkiCard.psm1");
            Expect.Same(0, Found(module, "\\[string\\] \\$(\\w*(?:Pin|Password|Code))").Length);
            string[] made = Found(module, "\\[Jpki\\.Secret\\] (\\$\\w+) = Secret");
            Expect.True(made.Length >= 10, "no secrets");
            foreach (string one in made.Distinct())
            {
                int times = made.Count(other => other == one);
                Expect.Same(times, Found(module, "(" + Regex.Escape(one) + ")\\.Dispose").Length);
            }
        }

        private static int Names(string script)
        {
            script = Regex.Replace(script, "(?m)<#[\\s\\S]*?#>|^ *#.*$", string.Empty);
            int count = 0;
            foreach (Match found in Regex.Matches(script, "\\[Jpki\\.(\\w+)\\](?:::(\\w+)(\\()?)?"))
            {
                Type type = Of(found.Groups[1].Value);
                if (found.Groups[2].Success)
                {
                    Member(script, type, found.Groups[2], found.Groups[3].Success);
                }

                count++;
            }

            Dictionary<string, Type> variables = Regex
                .Matches(script, "\\[Jpki\\.(\\w+)\\] \\$(\\w+)").Cast<Match>()
                .GroupBy(one => one.Groups[2].Value)
                .ToDictionary(one => one.Key, one => Of(one.First().Groups[1].Value));
            foreach (Match found in Regex.Matches(script, "\\$(\\w+)\\.(\\w+)(\\()?"))
            {
                Type type;
                if (variables.TryGetValue(found.Groups[1].Value, out type))
                {
                    Member(script, type, found.Groups[2], found.Groups[3].Success);
                    count++;
                }
            }

            return count;
        }

        private static void Member(string script, Type type, Group name, bool isCall)
        {
            if (!isCall)
            {
                Expect.True(type.GetMember(name.Value).Length > 0, type + "." + name.Value);
                return;
            }

            int arguments = Arguments(script, name.Index + name.Length);
            IEnumerable<MethodBase> methods = name.Value == "new"
                ? type.GetConstructors()
                : type.GetMember(name.Value).OfType<MethodBase>();
            Expect.True(
                methods.Any(method => method.GetParameters().Length == arguments),
                type + "." + name.Value + " with " + arguments + " arguments");
        }

        /// <summary>How many arguments follow the bracket at an index.</summary>
        private static int Arguments(string script, int bracket)
        {
            int depth = 0, commas = 0;
            for (int at = bracket; ; at++)
            {
                depth += "([".IndexOf(script[at]) >= 0 ? 1 : 0;
                depth -= ")]".IndexOf(script[at]) >= 0 ? 1 : 0;
                commas += depth == 1 && script[at] == ',' ? 1 : 0;
                if (depth == 0)
                {
                    bool isEmpty = at == bracket + 1;
                    return isEmpty ? 0 : commas + 1;
                }
            }
        }

        private static Type Of(string name)
        {
            Type type = typeof(Card).Assembly.GetType("Jpki." + name);
            Expect.True(type != null && type.IsPublic, "there is no " + name);
            return type;
        }

        private static string[] Found(string text, string pattern)
        {
            return Regex.Matches(text, pattern).Cast<Match>()
                .Select(found => found.Groups[1].Value).ToArray();
        }

        private static string Script(params string[] names)
        {
            return File.ReadAllText(
                Path.Combine(Program.ModulePath, Path.Combine(names)));
        }
    }
}
