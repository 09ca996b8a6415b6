// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;

/** Runs the tests, and prints a line for each. Maven's surefire finds the same ones by name. */
final class Runner {
    private static final Class<?>[] TESTS = {
        LayoutTest.class,
        EnumerationTest.class,
        ExceptionTest.class,
        SecretTest.class,
        ClumsyTest.class,
        HandleTest.class,
        TransportTest.class,
        LogTest.class,
        ThreadTest.class,
        WaitTest.class,
        MemoryTest.class,
    };

    private Runner() {}

    public static void main(String[] arguments) throws Exception {
        boolean isGood = true;
        for (Class<?> test : TESTS) {
            Method[] methods = test.getDeclaredMethods();
            Arrays.sort(methods, Comparator.comparing(Method::getName));
            for (Method method : methods) {
                if (method.getName().startsWith("test")) {
                    isGood &= run(test, method);
                }
            }
        }
        System.exit(isGood ? 0 : 1);
    }

    private static boolean run(Class<?> test, Method method) throws Exception {
        String name = test.getSimpleName() + "." + method.getName();
        try {
            method.invoke(test.getConstructor().newInstance());
            System.out.println("ok      " + name);
            return true;
        } catch (InvocationTargetException failure) {
            System.out.println("FAILED  " + name);
            failure.getCause().printStackTrace(System.out);
            return false;
        }
    }
}
