import Fixtures
import Glibc
import Host
import MayflyTestSupport
import Testing

@testable import Images

/// The real mmdebstrap, with what goes wrong early: no packages are fetched but an archive's lists.
@Suite(.serialized, .requires(.bootstrap))
struct BootstrapMachineTests {
    /// Runs a plan that must fail; nothing may be left.
    private func failure(_ source: BootstrapSource, host: [AptSource] = AptSource.ofHost()) async throws -> ImageError {
        try await withScratch { root in
            let directory = root + "/build"
            try writeFile(directory + "/tmp/here")
            let overlay = directory + "/overlay.tar"
            try GuestFiles(root: "0", architecture: DiskStore.hostArchitecture).write(to: overlay, helper: [])
            let plan = BootstrapPlan(source, architecture: DiskStore.hostArchitecture, host: host)
            let error = await #expect(throws: ImageError.self) {
                try await Bootstrap(plan: plan, directory: directory).run(overlay: overlay) { _ in }
            }
            await Remains.remove(directory)
            #expect(!FileSystem.exists(directory))
            return try #require(error)
        }
    }

    @Test func `a mirror that does not answer is named, with apt's own words`() async throws {
        let error = try await failure(
            BootstrapSource(distribution: .debian, suite: "bookworm", mirrors: ["http://127.0.0.1:1/debian"]))
        #expect(error.code == .mirror, "\(error)")
        #expect(error.message.contains("127.0.0.1:1"))
    }

    @Test func `a suite that the archive has not is named`() async throws {
        let error = try await failure(BootstrapSource(distribution: .debian, suite: "nonesuch"))
        #expect(error.code == .unknownSuite, "\(error)")
        #expect(error.message.contains("nonesuch"))
    }

    @Test func `a package that the archive has not is named`() async throws {
        let error = try await failure(
            BootstrapSource(distribution: .debian, suite: "bookworm", packages: ["mayfly-nonesuch"]))
        #expect(error.code == .unknownPackage, "\(error)")
        #expect(error.message.contains("mayfly-nonesuch"))
    }

    @Test func `a cancelled bootstrap is over with everything it started, and leaves nothing`() async throws {
        try await withScratch { root in
            let directory = root + "/build"
            try writeFile(directory + "/tmp/here")
            let overlay = directory + "/overlay.tar"
            try GuestFiles(root: "0", architecture: DiskStore.hostArchitecture).write(to: overlay, helper: [])
            let plan = BootstrapPlan(
                BootstrapSource(distribution: .debian, suite: "bookworm"), architecture: DiskStore.hostArchitecture,
                host: AptSource.ofHost())
            let downloading = Latch<Void>()
            let task = Task {
                try await Bootstrap(plan: plan, directory: directory).run(overlay: overlay) { fraction in
                    if fraction >= 0.08 { downloading.open() }
                }
            }
            try await downloading.wait()
            task.cancel()
            let error = await #expect(throws: ImageError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            await Remains.remove(directory)
            #expect(!FileSystem.exists(directory))
            #expect(ProcessTable.processes { $0.contains { $0.contains(directory) } }.isEmpty)
        }
    }
}
