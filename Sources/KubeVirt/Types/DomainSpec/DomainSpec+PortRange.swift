extension DomainSpec {
    /// PortRange represents a range of ports to be forwarded to the virtual machine.
    ///
    /// All fields are mandatory.
    public struct PortRange: Sendable, Hashable, Codable {
        /// Last port of the range to expose for the virtual machine.
        ///
        /// This must be a valid port number, 0 < x < 65536. Must be greater than or equal to start.
        public var end: Int32
        /// Required.
        ///
        /// Must be UDP or TCP.
        public var `protocol`: String
        /// First port of the range to expose for the virtual machine.
        ///
        /// This must be a valid port number, 0 < x < 65536.
        public var start: Int32

        /// A value with these fields; what is not given stays unset.
        public init(
            end: Int32,
            `protocol`: String,
            start: Int32
        ) {
            self.end = end
            self.protocol = `protocol`
            self.start = start
        }
    }
}
