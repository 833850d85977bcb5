extension DomainSpec {
    /// What DHCP tells the guest beyond addresses.
    public struct DHCPOptions: Sendable, Hashable, Codable {
        /// File to boot from over the network (option 67).
        public var bootFileName: String?
        /// IPv4 addresses of time servers (option 42).
        public var ntpServers: [String]?
        /// Options 224 to 254.
        public var privateOptions: [DHCPPrivateOption]?
        /// Server of the file to boot from (option 66).
        public var tftpServerName: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            bootFileName: String? = nil,
            ntpServers: [String]? = nil,
            privateOptions: [DHCPPrivateOption]? = nil,
            tftpServerName: String? = nil
        ) {
            self.bootFileName = bootFileName
            self.ntpServers = ntpServers
            self.privateOptions = privateOptions
            self.tftpServerName = tftpServerName
        }
    }
}
