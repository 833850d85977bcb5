import CGuestfs
import Glibc
import Host
import MayflyTestSupport
import Testing

@testable import Guestfs

private func settings() throws -> ApplianceSettings {
    let directories = HostDirectories.ofThisUser
    try directories.prepare()
    return ApplianceSettings(
        forceEmulation: true, temporaryDirectory: "/tmp", cacheDirectory: directories.cache)
}

/// What can be seen without launching anything.
@Suite struct ApplianceTests {
    @Test func `a call that fails says which it was and what libguestfs says of it`() async throws {
        let error = await #expect(throws: GuestfsError.self) {
            try await withAppliance(try settings()) { appliance in
                try await appliance.addDisk(readOnly: "/nonexistent/disk", format: "raw")
            }
        }
        #expect(error?.call == "add_drive")
        #expect(error?.message.contains("/nonexistent/disk") == true)
    }

    @Test func `a cancelled task makes no further call`() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await withAppliance(try settings()) { try await $0.launch() }
        }
        let error = await #expect(throws: GuestfsError.self) { try await task.value }
        #expect(error?.isCancelled == true)
    }

    @Test func `many handles are made and closed at once`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 { group.addTask { try await withAppliance(try settings()) { _ in } } }
            try await group.waitForAll()
        }
    }

    @Test func `the body's error goes through as it is`() async {
        struct Mine: Error {}
        await #expect(throws: Mine.self) { try await withAppliance(try settings()) { _ in throw Mine() } }
    }

    @Test func `the end of the log is kept, in lines and without what moves a cursor`() {
        let events = ApplianceEvents()
        for number in 0..<5000 {
            Array("\u{1B}line \(number)\r\n\n".utf8).withUnsafeBytes { events.append($0) }
        }
        #expect(events.log.count == 20)
        #expect(events.log.last == "line 4999")
    }
}

@Suite(.serialized, .requires(.tinyGuest, .program("supermin")))
struct ApplianceMachineTests {
    @Test func `a disk is made and read, and its QEMU is gone afterwards`() async throws {
        let path = "/tmp/mayfly-guestfs-\(getpid()).qcow2"
        defer { unlink(path) }
        let pid = try await withAppliance(try settings()) { appliance in
            try await appliance.addNewDisk(path, format: "qcow2", size: 64 << 20)
            try await appliance.launch()
            try await appliance.makePartitionTable("/dev/sda")
            try await appliance.addPartition(
                1, of: "/dev/sda", sectors: (2048, -2048), type: "0FC63DAF-8483-4772-8E79-3D69D8477DE4",
                identity: "00000000-0000-4000-8000-000000000001", name: "one")
            try await appliance.makeExt4(
                "/dev/sda1", label: "one", identity: "00000000-0000-4000-8000-000000000002")
            try await appliance.mount("/dev/sda1", at: "/")
            try await appliance.write("hello\n", to: "/greeting")
            #expect(try await appliance.read("/greeting") == "hello\n")
            #expect(try await appliance.status("/nothing") == nil)
            try await appliance.append(Array("again".utf8), to: "/greeting")
            try await appliance.setMode("/greeting", 0o600)
            let status = try await appliance.status("/greeting")
            #expect(status == FileStatus(mode: 0o100600, user: 0, group: 0, size: 11))
            #expect(try await appliance.contents("/greeting", from: 6, count: 5) == Array("again".utf8))
            #expect(try await appliance.shell("cat /sysroot/greeting; ls /sys/class/net") == "hello\nagainlo")
            // More than one message holds.
            let large = [UInt8](repeating: 7, count: 5 << 20)
            try await appliance.write(large, to: "/large")
            #expect(try await appliance.contents("/large") == large)
            let error = await #expect(throws: GuestfsError.self) { try await appliance.read("/nothing") }
            #expect(error?.call == "cat" && error?.message.contains("No such file") == true)
            try await appliance.unmount("/")
            let pid = await appliance.emulator
            try await appliance.shutDown()
            return pid
        }
        #expect(pid > 0 && ProcessTable.commandLine(of: pid).isEmpty)
    }

    @Test func `a cancelled task ends the call under way and the appliance`() async throws {
        let launched = Latch<Int32>()
        let task = Task {
            try await withAppliance(try settings()) { appliance in
                try await appliance.addDisk(readOnly: "/dev/null", format: "raw")
                try await appliance.launch()
                launched.set(await appliance.emulator)
                // Longer than any test waits.
                while true { try await appliance.pause() }
            }
        }
        let pid = try await launched.wait()
        task.cancel()
        let error = await #expect(throws: GuestfsError.self) { try await task.value }
        #expect(error?.isCancelled == true)
        #expect(ProcessTable.commandLine(of: pid).isEmpty)
    }
}

extension Appliance {
    /// Ten minutes in the appliance.
    fileprivate func pause() async throws(GuestfsError) {
        _ = try await text("debug") { handle in
            withCStrings(["sleep 600"]) { guestfs_debug(handle, "sh", UnsafeMutablePointer(mutating: $0)) }
        }
    }
}
