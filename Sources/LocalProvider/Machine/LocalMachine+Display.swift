import KubeVirt
import Libvirt
import Machines

extension LocalMachine {
    /// What its display shows; nil where it has none.
    func screenshot() async throws(MachineError) -> Artifact? {
        guard vmi.spec.domain.devices.hasDisplay else { return nil }
        let shot = try await onDomain("make a picture of") { try await $0.screenshot() }
        return Artifact(shot.type == "image/png" ? "screenshot.png" : "screenshot.ppm", shot.bytes)
    }
}
