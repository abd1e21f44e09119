package tenstages.camera;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;

/** Reads private fields, of the program that is filmed and of the JDK. */
final class Fields {
    private Fields() {}

    /** The JDK opens to agents, without a flag and without a warning, what nobody else may read. */
    static void open(Instrumentation instrumentation) {
        Set<Module> us = Set.of(Fields.class.getModule());
        Map<String, Set<Module>> opened =
                Map.of("java.lang", us, "java.util.concurrent", us, "java.util.concurrent.locks", us);
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(), opened, Set.of(), Map.of());
    }

    /** What a thread was made to run; null if nobody can tell. */
    static Object target(Thread thread) {
        // It moved into a holder in Java 19.
        Object holder = named("holder", Thread.class, thread);
        return holder == null ? named("target", Thread.class, thread) : named("task", holder.getClass(), holder);
    }

    /** What threads that wait for a ReentrantLock name as their blocker: the part of it that knows its owner. */
    static Object sync(Object lock) {
        return named("sync", lock.getClass(), lock);
    }

    /** Who holds that lock; null if nobody does. */
    static Object owner(Object sync) {
        return named("exclusiveOwnerThread", AbstractOwnableSynchronizer.class, sync);
    }

    /** The values of all its fields, whatever they are called. */
    static List<Object> all(Object object) {
        return Arrays.stream(object.getClass().getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(field -> value(field, object))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Object named(String name, Class<?> type, Object object) {
        try {
            return value(type.getDeclaredField(name), object);
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    private static Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
