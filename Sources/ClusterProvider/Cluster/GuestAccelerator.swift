import Lifecycle
import Synchronization

/// What a cluster's guests run on, which deadlines grow with: KVM, until the pod of its first machine shows another.
final class GuestAccelerator: Sendable {
    private struct State {
        var value = Accelerator.kvm
        var asking: Task<Void, Never>?
    }

    private let state = Mutex(State())

    var value: Accelerator { state.withLock { $0.value } }

    /// Looks at the pods of a machine that runs, once: whether machines are emulated is said of a whole cluster. Returns
    /// when it is known, or is not to be known.
    func learn(from pods: @escaping @Sendable () async -> [LauncherPod]) async {
        let asking = state.withLock { state in
            if let asking = state.asking { return asking }
            let asking = Task {
                guard let found = await pods().lazy.compactMap(\.accelerator).first else { return }
                self.state.withLock { $0.value = found }
            }
            state.asking = asking
            return asking
        }
        await asking.value
    }
}

extension LauncherPod {
    /// KubeVirt asks for the device of KVM in each pod that runs a guest, and leaves it out where machines are to be
    /// emulated (`useEmulation`; its virt-controller, `getRequiredResources`). Nil of a pod without a guest.
    var accelerator: Accelerator? {
        guard let compute = spec?.containers?.first(where: { $0.name == "compute" }) else { return nil }
        return compute.resources?.limits?["devices.kubevirt.io/kvm"] == nil ? .tcg : .kvm
    }
}
