# What the commands here share (sourced, not run).
KUBE_SRC=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
KUBE_HOME=$(realpath -m "${MILLRACE_KUBE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/millrace-kube}")
INSTANCE=${MILLRACE_KUBE_INSTANCE:-0}
die() { echo "${0##*/}: $*" >&2; exit 1; }
case $INSTANCE in [0-9]) ;; *) die "MILLRACE_KUBE_INSTANCE must be a digit 0-9, not '$INSTANCE'";; esac
[ "$(id -u)" = 0 ] || die "must run as root (it makes network and mount namespaces)"
PATH=$PATH:/usr/sbin:/sbin

# ---- names and addresses, all derived from the instance number
RUN=$KUBE_HOME/run-$INSTANCE
POD_NET=10.$((244-INSTANCE)).0.0/16 SERVICE_NET=10.$((96+INSTANCE)).0.0/16
DNS_IP=10.$((96+INSTANCE)).0.10 API_SERVICE_IP=10.$((96+INSTANCE)).0.1
node_ip() { echo "10.250.$((INSTANCE*16+$1)).2"; }          # every node hangs on its own /30
node_gateway() { echo "10.250.$((INSTANCE*16+$1)).1"; }
pod_cidr() { echo "10.$((244-INSTANCE)).$1.0/24"; }
node_cgroup() { echo "millrace-$INSTANCE-node$1"; }
API_URL=https://$(node_ip 1):6443
build_key() { (cd "$KUBE_SRC/build" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-12); }
BIN=$KUBE_HOME/bin-$(build_key)
kubectl() { "$BIN/kubectl" --kubeconfig "$RUN/admin.kubeconfig" "$@"; }
lock() { mkdir -p "$KUBE_HOME"; exec 9>"$KUBE_HOME/lock-$INSTANCE"; flock -w "${1:-0}" 9 || die "another command works on instance $INSTANCE"; }
# commands after 'up' use the binaries it used, even when build/ has changed since
case ${0##*/} in up | prepare) ;; *) [ ! -e "$RUN/bin" ] || BIN=$(cat "$RUN/bin") ;; esac
alive() { # FILE: whether the process it names still runs, and not another one that got its number
  local p born; { read -r p born < "$1"; } 2>/dev/null && [ -n "$born" ] && [ "$(start_time "$p")" = "$born" ]; }
start_time() { awk '{print $22}' "/proc/$1/stat" 2>/dev/null; }
is_up() { alive "$RUN/node1/init"; }
any_up() { local f; for f in "$KUBE_HOME"/run-*/node1/init; do alive "$f" && return; done; return 1; }
nodes_up() { (cd "$RUN" && ls -d node*/init 2>/dev/null | sed 's/^node//; s,/init,,' | sort -n); }
t() { LC_ALL=C awk -v a="$T0" -v b="$EPOCHREALTIME" -v s="$1" 'BEGIN {printf "%7.2f s  %s\n", b-a, s}' | tee -a "$RUN/times"; }
wait_for() { # SECONDS WHAT COMMAND...: polls until the command succeeds
  local end=$((SECONDS+$1)) what=$2; shift 2
  until "$@" >/dev/null 2>&1; do
    [ -z "${WATCH-}" ] || all_alive || return 1   # during 'up' a dead component ends the wait at once
    [ $SECONDS -lt $end ] || { echo "${0##*/}: timed out waiting for $what" >&2; return 1; }
    sleep 0.05; done; }

# ---- a node: one mount+net+pid namespace; its pid 1 ends everything inside when it dies
in_node() { local n=$1; shift; nsenter -t "$(cut -d' ' -f1 "$RUN/node$n/init")" -m -n -p -- "$@"; }
start() { # NODE NAME COMMAND...
  local n=$1 name=$2; shift 2; printf '%s\0' "$@" > "$RUN/node$n/cfg/$name.command"
  nsenter -t "$(cut -d' ' -f1 "$RUN/node$n/init")" -m -n -p -- setsid bash -c 'exec "$@"' _ "$@" >>"$RUN/node$n/log/$name.log" 2>&1 </dev/null 9>&- &
  disown $!; echo $! > "$RUN/node$n/$name.pid" && mv "$RUN/node$n/$name.pid" "$RUN/node$n/pid/$name"; }
start_again() { # NODE NAME: as it was started last
  local command; mapfile -d '' -t command < "$RUN/node$1/cfg/$2.command"; start "$1" "$2" "${command[@]}"; }
stop() { # NODE NAME [SIGNAL]: the pid file names the nsenter that waits for the component
  local p; p=$(cat "$RUN/node$1/pid/$2"); kill -"${3:-TERM}" $(cat "/proc/$p/task/$p/children")
  wait_for 90 "$2 to end" eval "! kill -0 $p" && rm "$RUN/node$1/pid/$2"; }
all_alive() { # nothing may have died unnoticed: a dead component looks like a slow cluster
  local f n; for f in "$RUN"/node*/pid/*; do
    [ ! -e "$f" ] || kill -0 "$(cat "$f")" 2>/dev/null || { n=${f%/pid/*} n=${n##*/}; echo "$n: ${f##*/} died; end of its log:" >&2; tail -n 5 "$RUN/$n/log/${f##*/}.log" >&2; return 1; }; done; }

cert() { # NAME SUBJECT [EXTENSION]: key and certificate signed by the cluster's CA
  openssl ecparam -name prime256v1 -genkey -noout -out "$RUN/pki/$1.key"
  openssl req -new -key "$RUN/pki/$1.key" -subj "$2" 2>/dev/null |
  openssl x509 -req -CA "$RUN/pki/ca.crt" -CAkey "$RUN/pki/ca.key" -set_serial "0x$(openssl rand -hex 8)" -days 3650 -out "$RUN/pki/$1.crt" \
    -extfile <(printf 'keyUsage=digitalSignature,keyEncipherment\nextendedKeyUsage=clientAuth,serverAuth\n%s\n' "${3-}") 2>/dev/null; }
kubeconfig() { # CERT: prints a kubeconfig for it
  cat <<Y
apiVersion: v1
kind: Config
clusters: [{name: millrace, cluster: {server: "$API_URL", certificate-authority-data: $(base64 -w0 "$RUN/pki/ca.crt")}}]
users: [{name: $1, user: {client-certificate-data: $(base64 -w0 "$RUN/pki/$1.crt"), client-key-data: $(base64 -w0 "$RUN/pki/$1.key")}}]
contexts: [{name: millrace, context: {cluster: millrace, user: $1}}]
current-context: millrace
Y
}

node_namespace() { # N: namespaces, addresses, private directories
  local n=$1 d=$RUN/node$1 u p; mkdir -p "$d"/{log,pid,cfg,cni,kubelet,varlog,containerd}
  # first private, then shared again: mounts made here must reach pods but never the host
  setsid unshare --mount --propagation private --net --pid --fork --mount-proc --kill-child \
    bash -c 'mount --make-rshared / && echo up && exec "$1"' _ "$BIN/pause" >"$d/log/init.log" 2>&1 </dev/null 9>&- & u=$!; disown $u
  echo "$u $(start_time $u)" > "$d/unshare"
  wait_for 10 "the namespaces of node$n" grep -q up "$d/log/init.log"
  p=$(tr -d ' ' < "/proc/$u/task/$u/children"); echo "$p $(start_time "$p")" > "$d/init"

  if [ "$n" = 1 ]; then   # node1 hangs on the host, the others on node1
    ip link add "mk$INSTANCE-host" type veth peer name uplink netns "$p"
    ip addr add "$(node_gateway 1)/30" dev "mk$INSTANCE-host"; ip link set "mk$INSTANCE-host" up
    ip route add "$SERVICE_NET" via "$(node_ip 1)"
  else
    local p1; p1=$(cut -d' ' -f1 "$RUN/node1/init")
    nsenter -t "$p1" -n -- ip link add "mk$INSTANCE-n$n" type veth peer name uplink netns "$p"
    in_node 1 ip addr add "$(node_gateway "$n")/30" dev "mk$INSTANCE-n$n"; in_node 1 ip link set "mk$INSTANCE-n$n" up
    in_node 1 ip route replace "$(pod_cidr "$n")" via "$(node_ip "$n")"
    ip route replace "$(node_ip "$n")/32" via "$(node_ip 1)"
  fi
  ip route replace "$(pod_cidr "$n")" via "$(node_ip 1)"
  in_node "$n" ip link set lo up; in_node "$n" ip addr add "$(node_ip "$n")/30" dev uplink; in_node "$n" ip link set uplink up
  in_node "$n" ip route add default via "$(node_gateway "$n")"
  in_node "$n" sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1   # both are per network namespace

  # components keep state at fixed paths: every node gets its own, and the host sees none of it
  in_node "$n" mount -t tmpfs tmpfs /run            # containerd socket and shims, xtables lock, netns mounts
  in_node "$n" mount -t tmpfs tmpfs /var/lib/cni    # bridge and portmap caches
  in_node "$n" mount --bind "$d/kubelet" /var/lib/kubelet
  in_node "$n" mount --bind "$d/varlog" /var/log    # pod logs and kubelet's links to them

  # own cgroup, so that nodes (and clusters) do not reconcile each other's pods away
  local c; for c in $(cgroup_roots); do
    mkdir -p "$c/$(node_cgroup "$n")"
    if [ -e "$c/cpuset.cpus" ] && [ -e "$c/cpuset.mems" ] && [ ! -e "$c/cgroup.controllers" ]; then   # v1: empty until filled
      for f in cpus mems; do cat "$c/cpuset.$f" > "$c/$(node_cgroup "$n")/cpuset.$f"; done
    fi
  done
}

remove_cgroups() { # NAME: processes leave their cgroup a moment after they died
  find /sys/fs/cgroup -maxdepth 2 -type d -name "$1" -print0 | xargs -0r -I{} find {} -depth -type d -delete 2>/dev/null
  [ -z "$(find /sys/fs/cgroup -maxdepth 2 -type d -name "$1")" ]; }
cgroup_roots() { # v2: the one root; v1: one per controller
  if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
    sed 's/[a-z_]*/+&/g' /sys/fs/cgroup/cgroup.controllers > /sys/fs/cgroup/cgroup.subtree_control 2>/dev/null || true
    echo /sys/fs/cgroup
  else
    for c in /sys/fs/cgroup/*/; do [ -e "$c/cgroup.procs" ] && [ ! -e "$c/cgroup.controllers" ] && [ ! -L "${c%/}" ] && echo "${c%/}"; done
  fi; }

take_down() { # ends exactly what the commands started, with the lock held; logs stay
  local f p
  for f in "$RUN"/node*/init "$RUN"/node*/unshare; do
    if alive "$f"; then p=$(cut -d' ' -f1 "$f"); kill -9 "$p"; wait_for 15 "pid $p to end" eval "! [ -d /proc/$p ]"; fi
    rm -f "$f"
  done
  rm -rf "$RUN"/node*/pid
  ip link del "mk$INSTANCE-host" 2>/dev/null   # its routes go with it
  wait_for 10 "cgroups to empty" remove_cgroups "millrace-$INSTANCE-node*"
  any_up && return   # the machine's own settings come back after the last cluster
  [ -s "$KUBE_HOME/host.sysctl" ] && sed 's/ = /=/' "$KUBE_HOME/host.sysctl" | xargs sysctl -qw
  # never while another cluster is up: removing a mount point unmounts it in every namespace
  [ -s "$KUBE_HOME/host.dirs" ] && xargs rmdir < "$KUBE_HOME/host.dirs" 2>/dev/null
  rm -f "$KUBE_HOME/host.sysctl" "$KUBE_HOME/host.dirs"; }

node_runtime() { # N: containerd with the images
  local n=$1 d=$RUN/node$1 cni=/usr/lib/cni; [ -d $cni ] || cni=/opt/cni/bin
  # restrict_oom_score_adj: inside a container nobody may lower oom_score_adj, and pods would not start
  cat > "$d/cfg/containerd.toml" <<Y
version = 2
root = "$d/containerd"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "millrace.test/pause:1"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$cni"
    conf_dir = "$d/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "$(cat "$RUN/snapshotter")"
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
Y
  cat > "$d/cni/10-bridge.conflist" <<Y
{"cniVersion":"1.0.0","name":"pods","plugins":[
 {"type":"bridge","bridge":"cni0","isGateway":true,"hairpinMode":true,
  "ipam":{"type":"host-local","dataDir":"/run/ipam","ranges":[[{"subnet":"$(pod_cidr "$n")"}]],"routes":[{"dst":"0.0.0.0/0"}]}},
 {"type":"portmap","capabilities":{"portMappings":true}}]}
Y
  start "$n" containerd containerd -c "$d/cfg/containerd.toml"
  wait_for 20 "containerd of node$n" in_node "$n" ctr version
  import_images "$n" "$BIN"/images/*.tar
  local f; for f in "$RUN"/images/*.tar; do [ -e "$f" ] && import_images "$n" "$f"; done; return 0
}
import_images() { # N TAR...
  local n=$1 f; shift
  for f in "$@"; do in_node "$n" ctr -n k8s.io images import --snapshotter "$(cat "$RUN/snapshotter")" "$f" >/dev/null || return 1; done; }

node_agents() { # N: kubelet, kube-proxy, netpol; returns when the node is Ready and its policies are enforced
  local n=$1 d=$RUN/node$1
  cert "node$n" "/O=system:nodes/CN=system:node:node$n" "subjectAltName=DNS:node$n,IP:$(node_ip "$n")"
  kubeconfig "node$n" > "$d/cfg/kubelet.kubeconfig"
  # failCgroupV1: 1.34 still runs on cgroup v1, if asked.
  # evictionHard, imageGC*: a nearly full disk must not evict test pods or delete images nobody can pull again.
  cat > "$d/cfg/kubelet.yaml" <<Y
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$(node_cgroup "$n")
failCgroupV1: false
failSwapOn: false
clusterDomain: cluster.local
clusterDNS: [$DNS_IP]
resolvConf: $RUN/resolv.conf
address: $(node_ip "$n")
tlsCertFile: $RUN/pki/node$n.crt
tlsPrivateKeyFile: $RUN/pki/node$n.key
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $RUN/pki/ca.crt}}
authorization: {mode: Webhook}
evictionHard: {memory.available: 100Mi, nodefs.available: 100Mi, imagefs.available: 100Mi}
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
nodeStatusUpdateFrequency: 2s
syncFrequency: 10s
Y
  # conntrack zeros: these sysctls are read-only outside the first network namespace, kube-proxy would exit
  cat > "$d/cfg/proxy.yaml" <<Y
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $RUN/cfg/proxy.kubeconfig}
hostnameOverride: node$n
mode: iptables
clusterCIDR: $POD_NET
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
iptables: {minSyncPeriod: 0s, syncPeriod: 30s}
Y
  start "$n" kubelet "$BIN/hyperkube" kubelet --kubeconfig "$d/cfg/kubelet.kubeconfig" --config "$d/cfg/kubelet.yaml" --hostname-override "node$n" --node-ip "$(node_ip "$n")"
  start "$n" kube-proxy "$BIN/hyperkube" kube-proxy --config "$d/cfg/proxy.yaml"
  start_netpol "$n"
  wait_for 90 "node$n to be Ready" node_ready "$n"
  wait_for 30 "netpol on node$n" in_node "$n" iptables -n -L MRNP-FORWARD
  wait_for 30 "kube-proxy on node$n" in_node "$n" iptables -t nat -n -L KUBE-SERVICES
}
start_netpol() { start "$1" netpol "$BIN/netpol" --kubeconfig "$RUN/cfg/netpol.kubeconfig" --node "node$1"; }
node_ready() { [ "$(kubectl get node "node$1" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" = True ]; }
