package dev.bellows.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Variants of a sealed interface are records, or sealed interfaces whose variants are. */
final class HaveRecordVariants extends ArchCondition<JavaClass> {
    HaveRecordVariants() {
        super("have only records as variants, if sealed interfaces");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        // bytecode knows the variants, ArchUnit's model does not
        Class<?> reflected = type.reflect();
        if (!reflected.isInterface() || !reflected.isSealed()) {
            return;
        }
        for (Class<?> variant : reflected.getPermittedSubclasses()) {
            boolean closed = variant.isRecord() || (variant.isInterface() && variant.isSealed());
            String message = "%s is a variant of %s and %s"
                    .formatted(variant.getName(), type.getName(), closed ? "closed" : "no record");
            events.add(new SimpleConditionEvent(type, closed, message));
        }
    }
}
