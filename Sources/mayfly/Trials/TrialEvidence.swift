import Mayfly
import YAML

/// What a machine leaves that tells why a trial failed; taken before it is ended.
struct TrialEvidence: Sendable {
    /// A line each; the last one may be unfinished.
    var console: [String]
    /// The machine's description as YAML, without what seeds hold.
    var description: String
    /// What the back end made of it; nil where there is none any more.
    var manifest: String?

    init(of machine: Machine) async {
        console = await machine.console.tail(10_000)
        description = (try? YAMLEncoder().emit([YAMLEncoder().node(of: machine.vmi.withoutSeeds)])) ?? ""
        manifest = try? await machine.manifest()
    }
}

extension VirtualMachineInstance {
    /// Passwords and keys stand in user data, and artifacts are often there for everybody to read.
    fileprivate var withoutSeeds: VirtualMachineInstance {
        var copy = self
        copy.spec.volumes = spec.volumes?.map { volume in
            var volume = volume
            volume.cloudInitNoCloud = volume.cloudInitNoCloud?.withoutData
            volume.cloudInitConfigDrive = volume.cloudInitConfigDrive?.withoutData
            return volume
        }
        return copy
    }
}

extension VirtualMachineInstanceSpec.CloudInitSource {
    fileprivate var withoutData: Self {
        var copy = self
        copy.userData = userData.map { _ in "(left out)" }
        copy.userDataBase64 = userDataBase64.map { _ in "(left out)" }
        return copy
    }
}
