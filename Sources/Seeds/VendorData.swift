/// What Mayfly adds to a guest's configuration: a `#cloud-config` that cloud-init merges below the user's own.
///
/// The user's data wins key by key (cloud-init 22.4, mergers "dict(no_replace)+list(no_replace)"): mappings such as
/// `ssh_keys` and `apt` are filled up from ours, lists such as `write_files` and the certificates are the user's alone when
/// he has any. `vendor_data: {enabled: false}` or an own `ssh_keys` in the user's data gives up the pinned host key. Our
/// key for root is in the meta-data, so no list of the user's drops it; his `disable_root: true` does.
package enum VendorData {
    package static func config(for identity: SeedIdentity) -> String {
        "#cloud-config\n" + value(for: identity).text + "\n"
    }

    private static func value(for identity: SeedIdentity) -> JSON {
        .members([
            "disable_root": identity.authorizedKeys.isEmpty ? nil : .bool(false),
            "ssh_keys": identity.hostKeys.isEmpty
                ? nil
                : .object(
                    identity.hostKeys.flatMap { key in
                        [
                            .init(key: key.type + "_private", value: .text(key.privateText)),
                            .init(key: key.type + "_public", value: .text(key.publicLine)),
                        ]
                    }),
            "ca_certs": identity.certificates.isEmpty
                ? nil : .members(["trusted": .list(identity.certificates.map { .text($0) })]),
            "apt": identity.proxy.map { proxy in
                .members(["http_proxy": proxy.http.map { .text($0) }, "https_proxy": proxy.https.map { .text($0) }])
            },
            "write_files": identity.proxy.map { .list([environment($0)]) },
        ])
    }

    /// PAM reads this file for every login; systemd's own services do not see it.
    private static func environment(_ proxy: ProxySettings) -> JSON {
        .members([
            "path": .text("/etc/environment"), "append": .bool(true), "permissions": .text("0644"),
            "content": .text(proxy.variables.map { "\($0)=\"\($1)\"\n" }.joined()),
        ])
    }
}
