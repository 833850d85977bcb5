/// How a child's value goes over its parent's.
///
/// Mappings merge, key by key; anything else of the child takes the place of the parent's. Beyond that:
/// - `null` removes what the parent says;
/// - the child's `customize` steps come after the parent's, as lines after a Dockerfile's `FROM`;
/// - items of volumes, networks, disks, interfaces and the like merge by their names, the parent's first;
/// - where exactly one of several is to be written, such as an image's source, the child's takes the place of the parent's;
/// - `$patch: replace` in a mapping has it stand alone, and `$patch: delete` in an item of a list by name removes it, as in
///   Kubernetes' strategic merge;
/// - a fixture's name and description are its own, and are not inherited.
indirect enum MergeRule: Sendable {
    /// A mapping: rules for some of its keys, and keys of which one excludes the others.
    case fields([String: MergeRule], oneOf: [OneOf] = [])
    /// A list whose items have names.
    case byName(MergeRule)
    /// A list that goes on.
    case append

    /// Keys of which one is written.
    enum OneOf: Sendable {
        case among(Set<String>)
        case allExcept(Set<String>)

        func contains(_ key: String) -> Bool {
            switch self {
            case .among(let keys): keys.contains(key)
            case .allExcept(let keys): !keys.contains(key)
            }
        }
    }

    /// A value that no rule speaks of.
    static let plain = MergeRule.fields([:])

    var choices: [OneOf] { if case .fields(_, let choices) = self { choices } else { [] } }

    func rule(for key: String) -> MergeRule {
        if case .fields(let rules, _) = self { rules[key] ?? .plain } else { .plain }
    }
}

extension MergeRule {
    /// The whole document's.
    static let fixture = MergeRule.fields([
        "image": .fields(["source": source, "cluster": .fields([:], oneOf: [.allExcept([])])]),
        "customize": .append,
        "template": .fields(["spec": machine]),
    ])

    private static let checked = OneOf.among(["sha256", "sha512", "checksums", "verify"])

    private static let source = MergeRule.fields(
        [
            "http": .fields([:], oneOf: [checked]), "upload": .fields([:], oneOf: [checked]),
            "fixture": .fields([:], oneOf: [.among(["name", "path"])]),
        ], oneOf: [.allExcept([])])

    private static let seed = MergeRule.fields(
        [:],
        oneOf: [
            .among(["userData", "userDataBase64", "secretRef"]),
            .among(["networkData", "networkDataBase64", "networkDataSecretRef"]),
        ])

    private static let machine = MergeRule.fields([
        "volumes": .byName(
            .fields(["cloudInitNoCloud": seed, "cloudInitConfigDrive": seed], oneOf: [.allExcept(["name"])])),
        "networks": .byName(.fields([:], oneOf: [.allExcept(["name"])])),
        "domain": .fields(["devices": devices]),
    ])

    private static let devices = MergeRule.fields([
        "disks": .byName(.fields([:], oneOf: [.among(["disk", "cdrom", "lun"])])),
        "interfaces": .byName(
            .fields(
                [:],
                oneOf: [
                    .among(["binding", "bridge", "macvtap", "masquerade", "passt", "passtBinding", "slirp", "sriov"])
                ])),
        "filesystems": .byName(.plain), "gpus": .byName(.plain), "hostDevices": .byName(.plain),
        "inputs": .byName(.plain),
    ])
}
