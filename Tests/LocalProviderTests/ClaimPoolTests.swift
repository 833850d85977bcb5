import CLinux
import Host
import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite struct ClaimPoolTests {
    private let scratch = Scratch("claims")
    private var pool: ClaimPool { ClaimPool(scratch.path) }

    private func claim(_ name: String, storage: String?, mode: String? = nil) throws -> PersistentVolumeClaim {
        let requests = try storage.map { ["storage": try Quantity($0)] }
        return PersistentVolumeClaim(
            metadata: ObjectMeta(name: name), spec: .init(resources: .init(requests: requests), volumeMode: mode))
    }

    @Test func `a claim is a raw disk by namespace and name, and there until it is removed`() async throws {
        try await pool.create("data", size: 1 << 20)
        try await pool.create("data", in: "other", size: 2 << 20)
        #expect(
            pool.claims().map { [$0.namespace, $0.name, "\($0.size ?? 0)"] } == [
                ["default", "data", "1048576"], ["other", "data", "2097152"],
            ])
        #expect(FileSystem.status(pool.path("data", in: nil) + "/disk.img").map { $0.st_mode & 0o777 } == 0o600)
        try await pool.remove("data")
        #expect(pool.claims().map(\.namespace) == ["other"])
    }

    @Test func `a name that leads elsewhere, or is taken, is refused`() async throws {
        for name in ["../x", "", "A", "a/b"] {
            await #expect(throws: MachineError.self) { try await pool.create(name, size: 1) }
            await #expect(throws: MachineError.self) { try await pool.remove(name) }
        }
        try await pool.create("data", size: 1)
        let error = await #expect(throws: MachineError.self) { try await pool.create("data", size: 1) }
        #expect(error?.message.contains("mayfly claim rm data") == true)
    }

    @Test func `one that could not be filled is not there`() async throws {
        await #expect(throws: MachineError.self) { try await pool.create("data", from: scratch("no such image")) }
        #expect(pool.claims() == [])
        #expect(FileSystem.names(in: scratch("claims/default")).filter { $0.contains("making") } == [])
    }

    @Test func `a claim of one machine is nobody else's, and one that is shared is nobody's alone`() async throws {
        try await pool.create("data", size: 1)
        let alone = try ClaimUse.alone.take("data", in: nil, of: pool, at: "spec.x")
        for use in [ClaimUse.alone, .shared] {
            let refused = #expect(throws: RefusedField.self) { try use.take("data", in: nil, of: pool, at: "spec.x") }
            #expect(refused?.cause.field == "spec.x")
        }
        #expect(pool.claims().map(\.isInUse) == [true])
        await #expect(throws: MachineError.self) { try await pool.remove("data") }
        alone.release()
        let shared = [
            try ClaimUse.shared.take("data", in: nil, of: pool, at: ""),
            try ClaimUse.shared.take("data", in: nil, of: pool, at: ""),
        ]
        #expect(throws: RefusedField.self) { try ClaimUse.alone.take("data", in: nil, of: pool, at: "") }
        for lock in shared { lock.release() }
    }

    @Test func `objects beside a machine make their claims once, and say what they lack`() async throws {
        try await pool.provide(try claim("a", storage: "1Mi"), in: nil, at: "f")
        try await pool.provide(try claim("a", storage: "9Mi"), in: nil, at: "f")
        #expect(pool.claims().map(\.size) == [1 << 20])
        for bad in [try claim("b", storage: nil), try claim("b", storage: "1Mi", mode: "Block")] {
            await #expect(throws: RefusedField.self) { try await pool.provide(bad, in: nil, at: "f") }
        }
        let http = DataVolume(
            metadata: ObjectMeta(name: "c"),
            spec: .init(
                source: .init(s3: .init(url: "http://x")),
                storage: .init(resources: .init(requests: ["storage": try Quantity("1Mi")]))))
        let refused = await #expect(throws: RefusedField.self) { try await pool.provide(http, in: nil, at: "f") }
        #expect(refused?.cause.message.contains("mayfly claim create c --from") == true)
    }

    @Test func `where claims are is said by our variable, then by XDG's`() {
        func place(_ environment: [String: String]) -> String {
            ClaimPool(environment: environment, home: "/h").directory
        }
        #expect(place([:]) == "/h/.local/share/mayfly/claims")
        #expect(place(["XDG_DATA_HOME": "/d"]) == "/d/mayfly/claims")
        #expect(place(["XDG_DATA_HOME": "/d", "MAYFLY_DATA_DIR": "/m"]) == "/m/claims")
    }
}
