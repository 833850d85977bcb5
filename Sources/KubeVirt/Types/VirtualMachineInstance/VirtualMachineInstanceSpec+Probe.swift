extension VirtualMachineInstanceSpec {
    /// Probe describes a health check to be performed against a VirtualMachineInstance to determine whether it is alive
    /// or ready to receive traffic.
    public struct Probe: Sendable, Hashable, Codable {
        /// One and only one of the following should be specified.
        ///
        /// Exec specifies the action to take, it will be executed on the guest through the qemu-guest-agent. If the
        /// guest agent is not available, this probe will fail.
        public var exec: Core.ExecAction?
        /// Minimum consecutive failures for the probe to be considered failed after having succeeded.
        ///
        /// Defaults to 3. Minimum value is 1.
        public var failureThreshold: Int32?
        /// GuestAgentPing contacts the qemu-guest-agent for availability checks.
        ///
        /// Probe failures are automatically suppressed when the guest agent is unreachable for a non-fault reason:
        /// during live migration (guest paused on one pod while memory is transferred) and whenever the VM is paused
        /// for an intentional or transient reason such as a user pause, snapshot, save, or dump. Failures are not
        /// suppressed when the VM is paused due to a fault (IO error, crash, or postcopy failure).
        public var guestAgentPing: GuestAgentPing?
        /// HTTPGet specifies the http request to perform.
        public var httpGet: Core.HTTPGetAction?
        /// Number of seconds after the VirtualMachineInstance has started before liveness probes are initiated.
        ///
        /// More info: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle#container-probes.
        public var initialDelaySeconds: Int32?
        /// How often (in seconds) to perform the probe.
        ///
        /// Default to 10 seconds. Minimum value is 1.
        public var periodSeconds: Int32?
        /// Minimum consecutive successes for the probe to be considered successful after having failed.
        ///
        /// Defaults to 1. Must be 1 for liveness. Minimum value is 1.
        public var successThreshold: Int32?
        /// TCPSocket specifies an action involving a TCP port.
        ///
        /// TCP hooks not yet supported.
        public var tcpSocket: Core.TCPSocketAction?
        /// Number of seconds after which the probe times out.
        ///
        /// For exec probes the timeout fails the probe but does not terminate the command running on the guest. This
        /// means a blocking command can result in an increasing load on the guest. A small buffer will be added to the
        /// resulting workload exec probe to compensate for delays caused by the qemu guest exec mechanism. Defaults to
        /// 1 second. Minimum value is 1. More info:
        /// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle#container-probes.
        public var timeoutSeconds: Int32?

        /// A value with these fields; what is not given stays unset.
        public init(
            exec: Core.ExecAction? = nil,
            failureThreshold: Int32? = nil,
            guestAgentPing: GuestAgentPing? = nil,
            httpGet: Core.HTTPGetAction? = nil,
            initialDelaySeconds: Int32? = nil,
            periodSeconds: Int32? = nil,
            successThreshold: Int32? = nil,
            tcpSocket: Core.TCPSocketAction? = nil,
            timeoutSeconds: Int32? = nil
        ) {
            self.exec = exec
            self.failureThreshold = failureThreshold
            self.guestAgentPing = guestAgentPing
            self.httpGet = httpGet
            self.initialDelaySeconds = initialDelaySeconds
            self.periodSeconds = periodSeconds
            self.successThreshold = successThreshold
            self.tcpSocket = tcpSocket
            self.timeoutSeconds = timeoutSeconds
        }
    }
}
