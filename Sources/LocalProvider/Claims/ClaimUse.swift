import Host
import KubeVirt
import Machines

/// How a machine uses a claim: alone, or together with others who only read it or say that they share it.
enum ClaimUse: Sendable {
    case alone, shared

    /// Takes the claim for as long as the machine's maker lives; `field` is what names it.
    func take(_ name: String, in namespace: String?, of pool: ClaimPool, at field: String) throws -> FileLock {
        let path = pool.lock(name, in: namespace)
        let lock = self == .alone ? try FileLock.trying(path) : try FileLock.sharing(path)
        guard let lock else { throw Self.refusal(name, field) }
        // A machine that outlived its maker has QEMU's own lock; who shares finds out from QEMU whether he may.
        if self == .alone, Claim.isOpen(pool.path(name, in: namespace) + "/" + ClaimPool.disk) {
            lock.release()
            throw Self.refusal(name, field)
        }
        return lock
    }

    private static func refusal(_ name: String, _ field: String) -> RefusedField {
        RefusedField(
            field,
            "the claim ‘\(name)’ is in use by another machine; end that (mayfly ls), set shareable on the disk in both, or use "
                + "ephemeral to write beside it")
    }
}
