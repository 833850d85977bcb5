import Glibc
import Host
import KubeVirt
package import Machines
import Offload

/// Where claims are kept between machines: a directory of this user's, a claim a directory, named by namespace and name as
/// in a cluster.
///
/// `NAMESPACE/NAME/disk.img` is what a disk shows, raw, as KubeVirt keeps it in a claim's file system. `_NAME.lock`, a name
/// that no claim can have, is held by whoever uses the claim; QEMU's own lock on the file goes on where a machine outlives its maker.
package struct ClaimPool: Sendable, Hashable {
    /// The name of the disk in a claim.
    static let disk = "disk.img"
    /// The namespace of a machine that names none.
    package static let usualNamespace = "default"

    let directory: String
    /// What is wrong with the variable that names it.
    private let fault: String?

    package init(_ directory: String) {
        self.directory = directory + "/claims"
        fault = nil
    }

    /// By `MAYFLY_DATA_DIR`, else by XDG.
    package init(environment: [String: String], home: String) {
        let given = environment["MAYFLY_DATA_DIR"]
        let shared = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.local/share"
        directory = (given ?? shared + "/mayfly") + "/claims"
        fault = given.flatMap {
            $0.hasPrefix("/")
                ? nil
                : "MAYFLY_DATA_DIR is \"\($0)\", which is no absolute path. Set it to a path that begins with /, or unset it: "
                    + "unset MAYFLY_DATA_DIR"
        }
    }

    /// This user's.
    package static let ofThisUser = ClaimPool(
        environment: ProcessEnvironment.current, home: ProcessEnvironment.current["HOME"] ?? "/")

    /// Where a claim's files are, whether or not they are there.
    func path(_ name: String, in namespace: String?) -> String {
        "\(directory)/\(namespace ?? Self.usualNamespace)/\(name)"
    }

    /// What is locked by those who use the claim.
    func lock(_ name: String, in namespace: String?) -> String {
        "\(directory)/\(namespace ?? Self.usualNamespace)/_\(name).lock"
    }

    /// Whether the claim is there.
    package func exists(_ name: String, in namespace: String?) -> Bool {
        FileSystem.status(path(name, in: namespace)) != nil
    }

    /// Every claim, by namespace and name.
    package func claims() -> [Claim] {
        FileSystem.names(in: directory).sorted().flatMap { namespace in
            FileSystem.names(in: directory + "/" + namespace).sorted().compactMap { name -> Claim? in
                guard (try? ObjectName.validate(name)) != nil else { return nil }
                return Claim(
                    name: name, namespace: namespace, path: path(name, in: namespace), lock: lock(name, in: namespace))
            }
        }
    }

    /// Makes a claim by filling a directory, whole or not at all; one that is there is an error.
    func make(
        _ name: String, in namespace: String?, _ fill: (String) async throws -> Void
    ) async throws {
        if let fault { throw MachineError(.hostNotReady, fault) }
        for (what, text) in [("claim", name), ("namespace", namespace ?? Self.usualNamespace)] {
            do { try ObjectName.validate(text) } catch {
                throw MachineError(.invalidInput, "the \(what)'s name ‘\(text)’: \(error.message)")
            }
        }
        let path = path(name, in: namespace)
        try FileSystem.makeDirectory(String(path.dropLast(name.utf8.count + 1)))
        guard let lock = try FileLock.trying(lock(name, in: namespace)) else { throw Self.busy(name) }
        defer { lock.release() }
        guard !exists(name, in: namespace) else {
            throw MachineError(
                .invalidInput, "there is a claim ‘\(name)’ already; use it, or remove it first: mayfly claim rm \(name)"
            )
        }
        // Only the lock's holder makes one, so another's is a dead one's.
        let making = String(path.dropLast(name.utf8.count)) + "_" + name + ".making"
        try FileSystem.remove(making)
        try FileSystem.makeDirectory(making)
        do {
            try await fill(making)
            try retrying("rename", path) { rename(making, path) }
        } catch {
            try? FileSystem.remove(making)
            throw error
        }
    }

    /// Removes a claim that nobody uses.
    package func remove(_ name: String, in namespace: String? = nil) async throws(MachineError) {
        guard (try? ObjectName.validate(name)) != nil, exists(name, in: namespace) else {
            let names = claims().map { $0.namespace == Self.usualNamespace ? $0.name : "\($0.namespace)/\($0.name)" }
            throw MachineError(
                .notFound,
                "there is no claim ‘\(name)’; "
                    + (names.isEmpty ? "there is none at all" : "there are \(names.joined(separator: ", "))"))
        }
        let path = path(name, in: namespace)
        do {
            guard let lock = try FileLock.trying(lock(name, in: namespace)), !Claim.isOpen(path + "/" + Self.disk)
            else {
                throw Self.busy(name)
            }
            try FileSystem.remove(path)
            try FileSystem.remove(lock.path)
            lock.release()
        } catch {
            throw .wrapping(error, .hostNotReady, "cannot remove the claim ‘\(name)’")
        }
    }

    static func busy(_ name: String) -> MachineError {
        MachineError(
            .invalidInput,
            "the claim ‘\(name)’ is in use by a machine; end that first (mayfly ls, mayfly stop)")
    }
}
