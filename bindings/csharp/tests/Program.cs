// SPDX-License-Identifier: MIT OR Apache-2.0
//
// What only .NET needs tested; the scenarios of bindings/scenarios.json test the rest.
//
//   tests INTERFACE MODULE
//
// INTERFACE is bindings/interface.json, MODULE the folder of the PowerShell module. It prints one
// line a check.

using System;
using System.Linq;
using System.Reflection;

namespace Jpki.Tests
{
    internal static class Program
    {
        internal static string InterfacePath { get; private set; }

        internal static string ModulePath { get; private set; }

        private static void Main(string[] arguments)
        {
            InterfacePath = arguments[0];
            ModulePath = arguments[1];
            int passed = 0, failed = 0;
            var classes = typeof(Program).Assembly.GetTypes()
                .Where(type => type.Name.EndsWith("Tests", StringComparison.Ordinal))
                .OrderBy(type => type.Name, StringComparer.Ordinal);
            foreach (Type type in classes)
            {
                foreach (MethodInfo check in type.GetMethods(
                    BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
                {
                    string name = type.Name.Replace("Tests", string.Empty) + "." + check.Name;
                    try
                    {
                        check.Invoke(null, null);
                        Console.WriteLine("ok {0}", name);
                        passed++;
                    }
                    catch (TargetInvocationException failure)
                    {
                        Console.WriteLine("FAILED {0}: {1}", name, failure.InnerException);
                        failed++;
                    }
                }
            }

            Console.WriteLine("{0} passed, {1} failed", passed, failed);
            // Where Main returns, Mono sometimes waits a minute for an idle thread of its pool.
            Environment.Exit(failed == 0 ? 0 : 1);
        }
    }

    internal static class Expect
    {
        internal static void True(bool isSo, string what)
        {
            if (!isSo)
            {
                throw new InvalidOperationException(what);
            }
        }

        internal static void Same<T>(T expected, T found)
        {
            True(Equals(expected, found), "expected " + expected + ", found " + found);
        }

        internal static void Fails(Status status, Action work)
        {
            Same(status, Throws<JpkiException>(work).Status);
        }

        internal static T Throws<T>(Action work)
            where T : Exception
        {
            try
            {
                work();
            }
            catch (T expected)
            {
                return expected;
            }

            throw new InvalidOperationException(typeof(T).Name + " was not thrown");
        }
    }
}
