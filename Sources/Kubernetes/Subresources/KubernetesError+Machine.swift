extension KubernetesError {
    /// With the code and the remedy that a virtual machine's refusal has: the server only tells it by its words.
    func ofMachine() -> KubernetesError {
        let text = (status?.message ?? message).lowercased()
        func explained(_ code: Code, _ remedy: String) -> KubernetesError {
            KubernetesError(
                code, operation, "\(message.hasSuffix(".") ? message : message + ".") \(remedy)", status: status)
        }
        switch code {
        case .invalid where text.contains("phase is"), .conflict where text.contains("not running"),
            .invalid where text.contains("not running"):
            return explained(.notRunning, "Wait until the machine runs, or start it.")
        case .conflict where text.contains("is paused"):
            return explained(.paused, "Unpause it first.")
        case .server where text.contains("dialing vm"):
            return explained(.refusedByGuest, "Does anything in the guest listen at that port, and may it be reached?")
        case .notServed:
            return KubernetesError(
                code, operation,
                "the server does not serve subresources.kubevirt.io/v1; is KubeVirt installed there, and ready?",
                status: status)
        default: return self
        }
    }
}
