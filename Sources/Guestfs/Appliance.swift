import CGuestfs
import Glibc
import Offload

/// libguestfs's small machine, in which disks are made and looked at: what is in them is never parsed on the host.
///
/// One actor a handle, on a thread of its own, because each call blocks. A cancelled task ends the call under way.
package actor Appliance {
    private let thread = SerialThread("appliance")
    private let handle: ApplianceHandle
    private let events = ApplianceEvents()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    fileprivate init(_ settings: ApplianceSettings) throws(GuestfsError) {
        guard let pointer = mayfly_guestfs_create() else {
            throw GuestfsError(call: "create", message: "libguestfs gives no handle: out of memory or descriptors")
        }
        handle = ApplianceHandle(pointer)
        beSilent(pointer)
        do throws(GuestfsError) {
            try configure(pointer, settings, events)
        } catch {
            handle.close()
            throw error
        }
    }

    /// One call of libguestfs: -1 is its failure, told with its own words.
    func call(_ name: String, _ body: (OpaquePointer) -> Int32) async throws(GuestfsError) {
        try await withCancellation { () throws(GuestfsError) in
            if body(handle.pointer) == -1 { throw failure(name) }
        }
    }

    /// One call that gives a value; nil is its failure.
    func value<Value: Sendable>(
        _ name: String, _ body: (OpaquePointer) -> Value?
    ) async throws(GuestfsError) -> Value {
        try await withCancellation { () throws(GuestfsError) in
            guard let value = body(handle.pointer) else { throw failure(name) }
            return value
        }
    }

    /// One call that gives a text.
    func text(_ name: String, _ body: (OpaquePointer) -> UnsafeMutablePointer<CChar>?) async throws(GuestfsError)
        -> String
    {
        try await withCancellation { () throws(GuestfsError) in
            guard let text = body(handle.pointer) else { throw failure(name) }
            defer { free(text) }
            return String(cString: text)
        }
    }

    /// Starts the appliance, with the disks that were added. Seconds.
    package func launch(progress: (@Sendable (Double) -> Void)? = nil) async throws(GuestfsError) {
        events.report(to: progress)
        try await call("launch") { guestfs_launch($0) }
        handle.launched()
        events.report(to: nil)
    }

    /// Who is told how far calls are that take long.
    package func report(to progress: (@Sendable (Double) -> Void)?) { events.report(to: progress) }

    /// The process id of its QEMU, once it is launched.
    package var emulator: Int32 { guestfs_get_pid(handle.pointer) }

    fileprivate func close() { handle.close() }

    private func withCancellation<Value: Sendable>(
        _ body: () throws(GuestfsError) -> Value
    ) async throws(GuestfsError) -> Value {
        if Task.isCancelled || handle.isCancelled { throw cancelled }
        let handle = self.handle
        let result: Result<Value, GuestfsError> = await withTaskCancellationHandler {
            // Here, on the thread that makes the call.
            beSilent(handle.pointer)
            return Result { () throws(GuestfsError) in try body() }
        } onCancel: {
            handle.cancel()
        }
        return try result.get()
    }

    private var cancelled: GuestfsError {
        GuestfsError(call: "appliance", message: "cancelled", number: ECANCELED, isCancelled: true)
    }

    private func failure(_ name: String) -> GuestfsError {
        if handle.isCancelled { return cancelled }
        return lastError(name, handle.pointer, log: events.log)
    }
}

/// Runs a body with an appliance, which is gone when this returns, whatever happened.
package func withAppliance<Value: Sendable>(
    _ settings: ApplianceSettings, _ body: (Appliance) async throws -> Value
) async throws -> Value {
    let appliance = try Appliance(settings)
    return try await finishing {
        try await body(appliance)
    } finally: {
        await appliance.close()
    }
}

/// Errors are thrown; libguestfs would also print them. It keeps handlers by thread, and a queue's thread may change.
private func beSilent(_ pointer: OpaquePointer) { guestfs_set_error_handler(pointer, nil, nil) }

private func lastError(_ name: String, _ pointer: OpaquePointer, log: [String]) -> GuestfsError {
    let message = guestfs_last_error(pointer).map { String(cString: $0) } ?? "no reason is given"
    return GuestfsError(call: name, message: message, number: guestfs_last_errno(pointer), log: log)
}

private func configure(
    _ pointer: OpaquePointer, _ settings: ApplianceSettings, _ events: ApplianceEvents
) throws(GuestfsError) {
    func check(_ name: String, _ result: Int32) throws(GuestfsError) {
        if result == -1 { throw lastError(name, pointer, log: []) }
    }
    // QEMU is our grandchild then, with a process beside it that ends it when we are killed.
    try check("set_backend", guestfs_set_backend(pointer, "direct"))
    try check("set_recovery_proc", guestfs_set_recovery_proc(pointer, 1))
    if settings.forceEmulation {
        try check(
            "set_backend_settings",
            withCStrings(["force_tcg"]) { guestfs_set_backend_settings(pointer, $0) })
    }
    if let emulator = settings.emulator { try check("set_hv", guestfs_set_hv(pointer, emulator)) }
    try check("set_network", guestfs_set_network(pointer, settings.network ? 1 : 0))
    try check("set_memsize", guestfs_set_memsize(pointer, settings.memory))
    try check("set_tmpdir", guestfs_set_tmpdir(pointer, settings.temporaryDirectory))
    try check("set_cachedir", guestfs_set_cachedir(pointer, settings.cacheDirectory))
    // Console bytes for errors; with verbose off these are the kernel's and QEMU's complaints only.
    guard events.listen(to: pointer) else { throw lastError("set_event_callback", pointer, log: []) }
}

/// A null-terminated list of C strings for the time of a call.
func withCStrings<Value>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
    let pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    return pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has an address") }
        return body(base)
    }
}
