import KubeVirt
import Lifecycle
import Machines

/// How a guest takes its place in a private network: a script for `/bin/sh`, of programs that every distribution has.
enum GuestNetworkScript {
    /// The words after `/bin/sh` that give the card of this address a member's address, and the guest all names.
    static func arguments(card: MACAddress, _ member: AddressPlan.Member, of plan: AddressPlan) -> [String] {
        words(["\(card)", "\(member.card)", "\(member.address)/\(plan.network.prefix)"], plan)
    }

    /// Those that only tell it the names.
    static func arguments(namesOf plan: AddressPlan) -> [String] { words(["", "", ""], plan) }

    private static func words(_ values: [String], _ plan: AddressPlan) -> [String] {
        ["-c", text, "sh"] + values + [plan.hosts]
    }

    /// Its arguments are the card's address as it is and as it is to be, the member's address, and lines of /etc/hosts.
    ///
    /// systemd-networkd would take an address away that it does not know of, so it is the one who sets it where it runs.
    private static let text = """
        fail() { echo "$1" >&2; exit 1; }
        configure() {
          card=
          for place in /sys/class/net/*; do
            read -r address 2>/dev/null <"$place/address" || continue
            [ "$address" != "$1" ] || card=${place##*/}
          done
          [ -n "$card" ] || fail "the guest has no network card $1; is the kernel's module virtio_net in the image?"
          command -v ip >/dev/null || fail "the guest has no program ‘ip’; put the package iproute2 into the image"
          ip link set dev "$card" address "$2" || fail "the card $card cannot have the address $2"
          if [ -d /run/systemd/netif ] && command -v networkctl >/dev/null; then
            mkdir -p /run/systemd/network
            printf '[Match]\\nName=%s\\n[Network]\\nAddress=%s\\nLinkLocalAddressing=no\\nIPv6AcceptRA=no\\n' \\
              "$card" "$3" >/run/systemd/network/05-mayfly.network
            networkctl reload && networkctl reconfigure "$card" || fail "systemd-networkd does not configure $card"
            tries=0
            until [ -n "$(ip -4 -o address show dev "$card" to "${3%/*}")" ]; do
              [ "$tries" -lt 200 ] || fail "systemd-networkd did not give $card the address $3"
              tries=$((tries + 1))
              sleep 0.1
            done
          else
            ip address flush dev "$card" && ip address add "$3" brd + dev "$card" && ip link set dev "$card" up ||
              fail "the card $card cannot have the address $3"
          fi
        }
        [ -z "$1" ] || configure "$@"
        names=/etc/hosts
        [ -e "$names" ] || { mkdir -p /etc && : >"$names"; } || fail "there is no $names"
        others=$(grep -v '\(AddressPlan.mark)$' "$names")
        { [ -z "$others" ] || printf '%s\\n' "$others"; printf '%s' "$4"; } >"$names" || fail "$names cannot be written"

        """
}
