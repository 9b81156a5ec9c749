package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.LifecycleEvent;
import io.slsemu.runtimeapi.state.ExtensionKind;
import io.slsemu.runtimeapi.state.ExtensionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An extension as EXTENSION log lines and {@code platform.extension} events show it.
 *
 * @param subscriptions what it registered for, INVOKE first; empty if it has not registered
 * @param errorType why it failed, or null if it has not: {@code Extension.…}, or what kept it from
 *     being started ({@code PermissionDenied} …)
 */
public record ExtensionStatus(
    String name,
    ExtensionKind kind,
    ExtensionState state,
    List<LifecycleEvent.Type> subscriptions,
    @Nullable String errorType) {}
